import { describe, expect, it, vi } from 'vitest'
import {
  encodeBatch,
  OWN_TASK,
  paramsSchema,
  requestMessageSchema,
  type RunInfo,
  type SavedRun,
  type Transport,
  type WireMessage,
} from '../../../workloads/contract/index.ts'
import { createComparisons } from '../../../renderer/stores/comparison-store.ts'
import { createExperiments } from '../../../renderer/stores/experiments.ts'
import { createLibrary } from '../../../renderer/stores/library-store.ts'
import { createSession } from '../../../renderer/stores/session-store.ts'
import { batch, INFO } from './batches.ts'
import { WELCOME } from './memory-transport.ts'
import { runBytes } from './run-bytes.ts'

interface Started {
  readonly preset: string
  readonly params: Record<string, unknown>
  readonly seed: number
  readonly confirmed?: boolean
}

/** A host that runs what it is asked to at once, and has recorded it. */
function fakeHost(options: { wait?: boolean; ask?: boolean } = {}) {
  const started: Started[] = []
  const runs: SavedRun[] = []
  const infos = new Map<string, RunInfo>()
  let hear: (message: WireMessage) => void = () => undefined
  let stopped = ''
  const end = (runId: string): void => {
    const state = 'finished' as const
    const info = infos.get(runId) ?? INFO
    hear(encodeBatch(batch(1, { runId, state })))
    const { preset, technique, title, seed, params, startedAt } = info
    runs.push({ id: `file ${runId}`, name: runId, runId, preset, technique, title, seed, params, startedAt, bytes: 1, state: 'whole' })
  }
  const begin = (input: Started, rival?: string): string => {
    started.push(input)
    const runId = `run ${started.length}`
    const { preset, seed } = input
    const info = { ...INFO, runId, preset, technique: preset, seed, params: paramsSchema.parse(input.params), ...(rival === undefined ? {} : { rival }) }
    infos.set(runId, info)
    hear(encodeBatch(batch(0, { runId, info })))
    if (options.wait !== true) setImmediate(() => end(runId))
    return runId
  }
  const answers: Record<string, (input: unknown) => object> = {
    hello: () => ({ output: WELCOME }),
    startRun: (input) => {
      const asked = input as Started
      if (options.ask === true && asked.confirmed !== true) {
        return { error: { name: 'ConfirmationNeededError', message: 'Sure?', code: 'ERR_CONFIRMATION_NEEDED' } }
      }
      return { output: { runId: begin(asked) } }
    },
    startRace: (input) => {
      const asked = (input as { runs: [Started, Started] }).runs
      if (options.ask === true && asked.some(({ confirmed }) => confirmed !== true)) {
        return { error: { name: 'ConfirmationNeededError', message: 'Sure?', code: 'ERR_CONFIRMATION_NEEDED' } }
      }
      const ids = asked.map((_, at) => `run ${started.length + 1 + at}`)
      return { output: { runIds: asked.map((one, at) => begin(one, ids[1 - at])) } }
    },
    stopRun: (input) => {
      stopped = (input as { runId: string }).runId
      setImmediate(() => end(stopped))
      return { output: {} }
    },
    listRuns: () => ({
      output: { runs, notListed: 0, unreadable: 0, totalBytes: 0, overQuota: { bytes: 0, oldest: [] }, problem: null },
    }),
  }
  const transport: Transport = {
    send(message) {
      const { id, request, input } = requestMessageSchema.parse(JSON.parse(String(message)))
      setImmediate(() => hear(JSON.stringify({ id, ...answers[request]?.(input) })))
    },
    onMessage: (listener) => {
      hear = listener
      return () => undefined
    },
    onClose: () => () => undefined,
    bufferedBytes: 0,
    close: () => undefined,
  }
  return { transport, started, infos, stopped: () => stopped }
}

async function opened(options?: Parameters<typeof fakeHost>[0]) {
  const host = fakeHost(options)
  const fetchFile = (id: string): Promise<Uint8Array> => {
    const info = host.infos.get(id.replace('file ', ''))
    return Promise.resolve(runBytes({ runMs: 10, ...(info === undefined ? {} : { info }) }))
  }
  const session = createSession({ open: () => host.transport, onRunChange: () => undefined, fetchFile })
  await vi.waitFor(() => expect(session.store.getState().connection).toBe('open'))
  const fail = (error: unknown): void => session.actions.fail(error)
  const comparisons = createComparisons({ fetchFile, fail, onChange: () => undefined })
  const experiments = createExperiments(session, createLibrary(session.actions.library), comparisons)
  const told: string[] = []
  experiments.store.subscribe(({ going }) => told.push(going === null ? 'done' : `${going.run} of ${going.of}`))
  return { host, session, comparisons, experiments, told }
}

describe('several runs', () => {
  it('repeat the selected preset one after the other, with one seed', async () => {
    const { host, session, experiments, told } = await opened()
    session.actions.setParam('tasks', 3)
    await experiments.repeat(3)
    expect(host.started.map(({ preset, params }) => [preset, params])).toEqual(Array.from({ length: 3 }, () => ['threads', { tasks: 3 }]))
    expect(new Set(host.started.map(({ seed }) => seed)).size).toBe(1)
    expect(told.filter((text) => text.includes('of'))).toEqual(['1 of 3', '2 of 3', '3 of 3'])
    expect(experiments.store.getState()).toMatchObject({ going: null, groups: [[{ source: 'file run 1' }, {}, { source: 'file run 3' }]] })
  })

  it('are compared group by group', async () => {
    const { comparisons, experiments } = await opened()
    for (const times of [2, 3, 2]) await experiments.repeat(times)
    await experiments.compareGroups()
    const { comparison } = comparisons.store.getState()
    expect([comparison?.a.repeats.length, comparison?.b.repeats.length]).toEqual([3, 2])
  })

  it('end when the user stops one; what was done stays', async () => {
    const { host, session, experiments } = await opened({ wait: true })
    const repeating = experiments.repeat(5)
    await vi.waitFor(() => expect(session.store.getState()).toMatchObject({ runState: 'running', busy: false }))
    await experiments.stop()
    await repeating
    expect([host.started.length, host.stopped(), experiments.store.getState().going]).toEqual([1, 'run 1', null])
  })

  it('run the same tasks under another model, and compare both; behind it is the first one', async () => {
    const { host, session, comparisons, experiments } = await opened()
    await experiments.repeat(2)
    const [source] = experiments.store.getState().groups[0] ?? []
    if (source === undefined) throw new Error('nothing was recorded')
    const run = { preset: 'threads', technique: 'threads', title: 'Threads', seed: 7, params: { tasks: 4 } }
    await experiments.runAs(run, source, 'event-loop')
    expect(host.started.at(-1)).toMatchObject({ preset: 'gather', params: { tasks: 4 }, seed: 7 })
    const { comparison } = comparisons.store.getState()
    expect([comparison?.a.run.info?.technique, comparison?.b.run.info?.technique]).toEqual(['threads', 'gather'])
    expect(session.store.getState().opened?.source).toBe(source.source)
  })

  it('fill up both sides of a comparison in turns', async () => {
    const { host, comparisons, experiments } = await opened()
    await experiments.repeat(2)
    const [one, other] = experiments.store.getState().groups[0] ?? []
    if (one === undefined || other === undefined) throw new Error('nothing was recorded')
    await comparisons.open({ a: [one], b: [other] })
    const before = host.started.length
    const { comparison } = comparisons.store.getState()
    if (comparison === null) throw new Error('nothing is compared')
    await experiments.repeatBoth(comparison, 3)
    expect(host.started.length - before).toBe(4)
    const now = comparisons.store.getState().comparison
    expect([now?.a.repeats.length, now?.b.repeats.length]).toEqual([3, 3])
    expect(now?.a.repeats.map(({ source }) => source)).toEqual(['file run 1', 'file run 3', 'file run 5'])
  })

  it('ask once what the host asks before a run', async () => {
    const { host, session, experiments } = await opened({ ask: true })
    const repeating = experiments.repeat(3)
    await vi.waitFor(() => expect(session.store.getState().confirmation).toBe('Sure?'))
    await session.actions.confirm(true)
    await repeating
    expect(host.started.map(({ confirmed }) => confirmed)).toEqual([true, true, true])
  })

  it('race when the user agrees to both', async () => {
    const { host, session, comparisons, experiments } = await opened({ ask: true })
    const run = { preset: OWN_TASK, technique: 'thread-pool', title: 'words.ts', seed: 7, params: { path: 'words.ts', as: 'threads' } }
    const racing = experiments.race(run, 'serial')
    await vi.waitFor(() => expect(session.store.getState().confirmation).toBe('Sure?'))
    await session.actions.confirm(true)
    await racing
    expect(host.started.map(({ params, seed, confirmed }) => [params['as'], seed, confirmed])).toEqual([
      ['threads', 7, true],
      ['serial', 7, true],
    ])
    const { comparison } = comparisons.store.getState()
    expect([comparison?.a.run.info?.rival, comparison?.b.run.info?.rival]).toEqual(['run 2', 'run 1'])
  })

  it('of your own task are opened by the name of its module', async () => {
    const { session, experiments } = await opened()
    await experiments.repeat(2)
    await session.actions.openFile('words.ts', 'file run 1')
    expect(session.store.getState()).toMatchObject({ lastError: null, opened: { name: 'words.ts' } })
    await session.actions.openFile('words.ts', new Blob(['export const task = 1']))
    expect(session.store.getState().lastError?.message).toContain('Module')
  })

  it('are none when the user does not agree', async () => {
    const { host, session, experiments } = await opened({ ask: true })
    const repeating = experiments.repeat(3)
    await vi.waitFor(() => expect(session.store.getState().confirmation).toBe('Sure?'))
    await session.actions.confirm(false)
    await repeating
    expect([host.started.length, experiments.store.getState().going]).toEqual([0, null])
  })
})
