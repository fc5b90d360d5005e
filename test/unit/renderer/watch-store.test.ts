import { expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { OWN_TASK, PoolscopeError, UsageError } from '../../../workloads/contract/index.ts'
import type { ComparedSources } from '../../../renderer/stores/comparison-store.ts'
import { NO_EXPERIMENTS } from '../../../renderer/stores/experiments.ts'
import type { LibraryData } from '../../../renderer/stores/library-store.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { NOTHING_YET, type SessionData } from '../../../renderer/stores/session-data.ts'
import type { StartInput } from '../../../renderer/stores/session-store.ts'
import { createWatch } from '../../../renderer/stores/watch-store.ts'
import { INFO } from './batches.ts'

interface Asked {
  path: string
  inputs: string
  seen: number | null
}

/** A window with your own task in it, and a host whose answers the test gives. */
function windowOf() {
  const session = createStore<SessionData>(() => ({ ...NOTHING_YET, run: new RunModel(), edits: { [OWN_TASK]: { path: '/a.ts' } } }))
  const asked: Asked[] = []
  let answer: { resolve: (version: number) => void; reject: (error: Error) => void } = { resolve: () => undefined, reject: () => undefined }
  const started: StartInput[] = []
  const stopped: (string | null)[] = []
  const failed: unknown[] = []
  const opened: ComparedSources[] = []
  const endings: ((isWhole: boolean) => void)[] = []
  const run = (runId: string, runPresetId = OWN_TASK): void => session.setState({ runId, runPresetId, runState: 'running' })
  const end = (isWhole: boolean): void => {
    session.setState({ runState: 'finished' })
    for (const tell of endings.splice(0)) tell(isWhole)
  }
  const watch = createWatch({
    session: {
      store: session,
      host: {
        request: async (_name: unknown, input: unknown) => {
          asked.push(input as Asked)
          return { version: await new Promise<number>((resolve, reject) => (answer = { resolve, reject })) } as never
        },
        onBatch: () => () => undefined,
      },
      actions: {
        startRun: (input) => {
          started.push(input)
          return Promise.resolve(null)
        },
        stop: () => {
          stopped.push(session.getState().runId)
          setImmediate(() => end(false))
          return Promise.resolve()
        },
        ended: () => new Promise((resolve) => endings.push(resolve)),
        fail: (error) => failed.push(error),
      },
    },
    library: {
      store: createStore<LibraryData>(() => ({
        saved: { runs: ['1', '2', '3'].map((runId) => ({ id: `file ${runId}`, name: runId, runId })) } as unknown as LibraryData['saved'],
        seenAtMs: 0,
        deleted: [],
      })),
      refresh: () => Promise.resolve(),
    },
    comparisons: {
      open: (sources) => {
        opened.push(sources)
        return Promise.resolve()
      },
    },
    experiments: { store: createStore(() => NO_EXPERIMENTS) },
    delay: () => Promise.resolve(),
  })
  /** The host says that the files have this version now; resolves when it is asked again. */
  const tell = async (version: number): Promise<void> => {
    const before = asked.length
    answer.resolve(version)
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before))
  }
  return { watch, session, asked, started, stopped, failed, opened, run, end, tell, refuse: (error: Error) => answer.reject(error) }
}

it('runs your own task again when its files have changed, and not when nothing did', async () => {
  const { watch, asked, started, tell } = windowOf()
  watch.set(true)
  await tell(4) // as it is now
  await tell(4)
  expect(started).toEqual([])
  await tell(5)
  expect(started).toEqual([{ preset: OWN_TASK, params: { path: '/a.ts' } }])
  expect(asked.at(-1)).toEqual({ path: '/a.ts', inputs: '', seen: 5 })
  watch.close()
})

it('runs the same tasks as before, unless the user wants others', async () => {
  const { watch, session, started, run, end, tell } = windowOf()
  watch.set(true)
  await tell(1)
  run('1')
  session.getState().run.info = { ...INFO, seed: 9 }
  end(true)
  await tell(2)
  session.setState({ seed: 4 })
  await tell(3)
  expect(started.map(({ seed }) => seed)).toEqual([9, 4])
  watch.close()
})

it('stops its run that goes on first, and leaves those of others alone', async () => {
  const { watch, session, started, stopped, run, tell } = windowOf()
  watch.set(true)
  await tell(0)
  run('1')
  await tell(1)
  expect(stopped).toEqual(['1'])
  expect(started).toHaveLength(1)
  session.setState({ runId: '2', runPresetId: 'thread-pool', runState: 'running' })
  await tell(2)
  expect([stopped.length, started.length]).toEqual([1, 1])
  watch.close()
})

it('agrees to later changes only as long as the same files are watched', async () => {
  const { watch, session, started, tell } = windowOf()
  watch.set(true)
  await tell(0)
  watch.agree(true)
  await tell(1)
  expect(started.at(-1)).toMatchObject({ confirmed: true })
  session.setState({ edits: { [OWN_TASK]: { path: '/b.ts' } } })
  expect(watch.store.getState()).toMatchObject({ isOn: true, isAgreed: false })
  watch.agree(true)
  watch.set(false)
  watch.set(true)
  expect(watch.store.getState().isAgreed).toBe(false)
  watch.close()
})

it('watches the files that are named now', async () => {
  const { watch, session, asked, tell, started } = windowOf()
  watch.set(true)
  await tell(0)
  session.setState({ edits: { [OWN_TASK]: { path: '/b.ts', inputs: '/c.csv' } } })
  await vi.waitFor(() => expect(asked.at(-1)).toEqual({ path: '/b.ts', inputs: '/c.csv', seen: null }))
  await tell(7)
  expect(started).toEqual([])
  watch.close()
})

it('counts anew with a host that was lost, and switches itself off where files cannot be watched', async () => {
  const { watch, asked, failed, started, refuse, tell } = windowOf()
  watch.set(true)
  await tell(3)
  refuse(new PoolscopeError('ERR_DISCONNECTED', 'gone'))
  await vi.waitFor(() => expect(asked.at(-1)?.seen).toBe(null))
  await tell(9)
  expect([started, failed]).toEqual([[], []])
  refuse(new UsageError('There is nothing to watch.'))
  await vi.waitFor(() => expect(failed).toHaveLength(1))
  expect(watch.store.getState().isOn).toBe(false)
})

it('keeps the last two runs that came to their ends, to be compared', async () => {
  const { watch, session, run, end, opened } = windowOf()
  const whole: [string, boolean][] = [['1', true], ['2', false], ['3', true]]
  for (const [id, isWhole] of whole) {
    run(id)
    end(isWhole)
    await Promise.resolve()
  }
  await vi.waitFor(() => expect(watch.store.getState().ended).toEqual(['1', '3']))
  await watch.compare()
  expect(opened).toEqual([{ a: [{ name: '1', source: 'file 1' }], b: [{ name: '3', source: 'file 3' }] }])

  // Another module has no previous run yet.
  session.setState({ edits: { [OWN_TASK]: { path: '/b.ts' } } })
  run('4')
  expect(watch.store.getState().ended).toEqual([])
  end(true)
  await vi.waitFor(() => expect(watch.store.getState().ended).toEqual(['4']))
  watch.close()
})
