import { createStore, type StoreApi } from 'zustand/vanilla'
import { OWN_TASK, PoolscopeError } from '../../workloads/contract/index.ts'
import type { NamedSource } from './compared-side.ts'
import type { Comparisons } from './comparison-store.ts'
import type { Experiments } from './experiments.ts'
import type { Library } from './library-store.ts'
import { isLiveState, paramOf } from './session-data.ts'
import type { Session, SessionActions } from './session-store.ts'

export interface WatchData {
  /** The files of your own task are watched. */
  readonly isOn: boolean
  /** The user agreed to what they become, too, as long as they are watched. */
  readonly isAgreed: boolean
  /** Runs of the same files that ended by themselves, the last two. */
  readonly ended: readonly string[]
}

export interface OwnTaskWatch {
  readonly store: StoreApi<WatchData>
  /** Watches the files of your own task from now on, and runs it when they change; or no more. */
  readonly set: (isOn: boolean) => void
  readonly agree: (isAgreed: boolean) => void
  /** Shows the last run beside the one before. */
  readonly compare: () => Promise<void>
  readonly close: () => void
}

/** Nothing is watched. */
export const NOT_WATCHING: WatchData = { isOn: false, isAgreed: false, ended: [] }

/** Until the host is asked again that could not be. */
const RETRY_MS = 1_000
/** A name that is being typed is not watched yet. */
const TYPED_MS = 500

interface Options {
  readonly session: Pick<Session, 'store' | 'host'> & { readonly actions: Pick<SessionActions, 'startRun' | 'stop' | 'ended' | 'fail'> }
  readonly library: Pick<Library, 'store' | 'refresh'>
  readonly comparisons: Pick<Comparisons, 'open'>
  readonly experiments: Pick<Experiments, 'store'>
  readonly delay?: (ms: number) => Promise<void>
}

/** Runs your own task again when its files change. The host tells; the page starts, as the user would. */
export function createWatch({ session, library, comparisons, experiments, delay = sleep }: Options): OwnTaskWatch {
  const store = createStore<WatchData>(() => NOT_WATCHING)
  const { actions, host } = session
  /** Another one when it is switched on, off, or watches other files. */
  let turn = 0
  let known: string | null = null
  let watched = ''
  /** The files that the runs in `ended` were made of. */
  let ranOf = ''
  const stopLooking = session.store.subscribe(({ runId, runPresetId }) => {
    if (store.getState().isOn && JSON.stringify(filesNow()) !== watched) begin(TYPED_MS)
    if (runId === null || runId === known || runPresetId !== OWN_TASK) return
    known = runId
    const files = JSON.stringify(filesNow())
    if (files !== ranOf) store.setState({ ended: [] }) // a run of another module is not the previous one
    ranOf = files
    // Never rejects; false: it was stopped, and says nothing of the code that it ran.
    void actions.ended(runId).then((isWhole) => {
      if (isWhole && files === ranOf) store.setState(({ ended }) => ({ ended: [...ended.slice(-1), runId] }))
    })
  })

  const filesNow = (): { path: string; inputs: string } => {
    const data = session.store.getState()
    return { path: String(paramOf(data, OWN_TASK, 'path') ?? ''), inputs: String(paramOf(data, OWN_TASK, 'inputs') ?? '') }
  }

  /** What was agreed to was agreed to for other files. */
  function begin(afterMs: number): void {
    turn++
    watched = JSON.stringify(filesNow())
    store.setState({ isOn: true, isAgreed: false })
    void watch(turn, afterMs) // never rejects: what goes wrong is in the session's `lastError`
  }

  function end(): void {
    turn++
    store.setState({ isOn: false, isAgreed: false })
  }

  async function watch(mine: number, afterMs: number): Promise<void> {
    if (afterMs > 0) await delay(afterMs)
    const files = filesNow()
    let seen: number | null = null
    while (mine === turn) {
      const version = await versionOf(files, seen)
      if (mine !== turn) return
      if (version === null) await delay(RETRY_MS)
      const isChanged = version !== null && seen !== null && version > seen
      seen = version // null: a host that was started again counts anew
      if (isChanged) await runAgain()
    }
  }

  /** null: the host could not be asked. What cannot be watched is watched no more. */
  async function versionOf(files: { path: string; inputs: string }, seen: number | null): Promise<number | null> {
    try {
      return (await host.request('ownTaskChanged', { ...files, seen })).version
    } catch (error) {
      if (error instanceof PoolscopeError && error.code === 'ERR_DISCONNECTED') return null
      end()
      actions.fail(error)
      return null
    }
  }

  async function runAgain(): Promise<void> {
    const { runState, runPresetId, runId } = session.store.getState()
    if (isLiveState(runState)) {
      if (runPresetId !== OWN_TASK || experiments.store.getState().going !== null) return // what goes on is something else
      await actions.stop()
      if (runId !== null) await actions.ended(runId)
    }
    const { edits, seed: given, run } = session.store.getState()
    // The same tasks as before: what differs is the code.
    const seed = given ?? (runPresetId === OWN_TASK ? (run.info?.seed ?? null) : null)
    const { isAgreed } = store.getState()
    // Not waited for: the next change may come while it goes on, or while the user is asked.
    void actions.startRun({
      preset: OWN_TASK,
      params: edits[OWN_TASK] ?? {},
      ...(seed === null ? {} : { seed }),
      ...(isAgreed ? { confirmed: true } : {}),
    })
  }

  return {
    store,
    set: (isOn) => (isOn ? begin(0) : end()),
    agree: (isAgreed) => store.setState({ isAgreed }),
    async compare() {
      await library.refresh()
      const saved = library.store.getState().saved?.runs ?? []
      const [before, now] = store.getState().ended.map((id): NamedSource | null => {
        const run = saved.find(({ runId }) => runId === id)
        return run === undefined ? null : { name: run.name, source: run.id }
      })
      if (before != null && now != null) await comparisons.open({ a: [before], b: [now] })
      else actions.fail(new Error('One of the two runs is not in the library any more: it was not recorded, or removed.'))
    },
    close() {
      turn++
      stopLooking()
    },
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
