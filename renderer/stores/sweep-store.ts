import { createStore, type StoreApi } from 'zustand/vanilla'
import { PoolscopeError, type KeptSweep, type Model, type Params, type SweepKind, type SweepRequest, type SweepState } from '../../workloads/contract/index.ts'
import type { Session } from './session-store.ts'

/** What stands in the form of a sweep. */
export interface SweepForm {
  readonly kind: SweepKind
  /** null: that of the preset. */
  readonly as: readonly Model[] | null
  /** By name of the field, as typed. */
  readonly values: Params
}

/** As it is for who has not touched it. */
export const EMPTY_FORM: SweepForm = { kind: 'sizes', as: null, values: {} }

export interface SweepData {
  /** Sweeps are on screen. */
  readonly isOpen: boolean
  /** The host's last sweep, which may go on. */
  readonly live: SweepState | null
  /** An earlier one that is looked at. */
  readonly picked: SweepState | null
  /** What the host has kept, newest first. */
  readonly kept: readonly KeptSweep[]
  /** Id of the one that was deleted last, while that can be undone. */
  readonly deleted: string | null
  readonly form: SweepForm
}

/** No sweep yet. */
export const NO_SWEEPS: SweepData = { isOpen: false, live: null, picked: null, kept: [], deleted: null, form: EMPTY_FORM }

/** The sweep to be shown. */
export const shownSweep = ({ live, picked }: SweepData): SweepState | null => picked ?? live

/** The host's sweeps. Failures are in the session's `lastError`. */
export interface Sweeps {
  readonly store: StoreApi<SweepData>
  readonly open: () => void
  /** What was measured stays. */
  readonly close: () => void
  /** Resolves when it has begun, or could not. */
  readonly start: (request: SweepRequest) => Promise<void>
  /** Ends the sweep that goes on; what was measured stays. */
  readonly stop: () => Promise<void>
  readonly edit: (form: SweepForm) => void
  /** Shows one that was kept. */
  readonly pick: (id: string) => Promise<void>
  /** Into the host's trash. */
  readonly remove: (id: string) => Promise<void>
  /** Brings back what was deleted last, and shows it. */
  readonly undo: () => Promise<void>
}

/** Follows the sweeps of a host for as long as the window lives. */
export function createSweeps({ store: session, host, actions }: Session): Sweeps {
  const store = createStore<SweepData>(() => NO_SWEEPS)
  let seen = -1
  let following = false

  /** Asks again and again while a sweep goes on: each answer comes when there is something new. */
  async function follow(): Promise<void> {
    if (following) return
    following = true
    try {
      for (let goesOn = true; goesOn; ) {
        const { version, sweep } = await host.request('followSweep', { seen })
        seen = version
        put(sweep ?? cutOff(store.getState().live))
        goesOn = sweep !== null && sweep.progress !== null
      }
      await refresh()
    } catch (error) {
      tell(error)
    } finally {
      following = false
    }
  }

  function put(live: SweepState | null): void {
    store.setState({ live })
    const sweeping = live !== null && live.progress !== null
    // Whoever listens to the session takes each change for one of what is shown.
    if (session.getState().sweeping !== sweeping) session.setState({ sweeping })
  }

  async function refresh(): Promise<void> {
    store.setState({ kept: (await host.request('listSweeps', {})).sweeps })
  }

  /** A host that went away is told of elsewhere. */
  function tell(error: unknown): void {
    if (!(error instanceof PoolscopeError && error.code === 'ERR_DISCONNECTED')) actions.fail(error)
  }

  async function pick(id: string): Promise<void> {
    store.setState({ deleted: null })
    if (id === store.getState().live?.id) {
      store.setState({ picked: null })
      return
    }
    try {
      store.setState({ picked: (await host.request('openSweep', { sweepId: id })).sweep })
    } catch (error) {
      tell(error)
    }
  }

  session.subscribe((now, before) => {
    if (now.connection !== 'open' || before.connection === 'open') return
    seen = -1 // it may be another host
    void follow() // never rejects
  })

  return {
    store,
    open: () => {
      store.setState({ isOpen: true })
      void follow() // another window may have started one
    },
    close: () => store.setState({ isOpen: false, picked: null, deleted: null }),
    async start(request) {
      if ((await actions.startSweep(request)) === null) return
      store.setState({ picked: null, deleted: null })
      void follow()
    },
    async stop() {
      const { live } = store.getState()
      if (live !== null) await host.request('stopSweep', { sweepId: live.id }).catch(tell)
    },
    edit: (form) => store.setState({ form }),
    pick,
    async remove(id) {
      try {
        await host.request('deleteSweep', { sweepId: id })
        const { live, picked } = store.getState()
        store.setState({ deleted: id, live: live?.id === id ? null : live, picked: picked?.id === id ? null : picked })
        await refresh()
      } catch (error) {
        tell(error)
      }
    },
    async undo() {
      const { deleted } = store.getState()
      if (deleted === null) return
      try {
        await host.request('restoreSweep', { sweepId: deleted })
        await refresh()
        await pick(deleted)
      } catch (error) {
        tell(error)
      }
    },
  }
}

/** The sweep of a host that is no longer there: what was measured is all there will be. */
const cutOff = (sweep: SweepState | null): SweepState | null =>
  sweep?.progress == null ? sweep : { ...sweep, progress: null, problem: 'The host ended before the sweep did.' }
