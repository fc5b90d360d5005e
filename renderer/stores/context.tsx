import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react'
import { useStore, type StoreApi } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Frames } from '../charts/data.ts'
import { useTicked } from '../charts/use-ticked.ts'
import { NO_COMPARISON, type Comparison, type ComparisonData, type Comparisons } from './comparison-store.ts'
import { NO_EXPERIMENTS, type ExperimentData, type Experiments } from './experiments.ts'
import type { Played } from './played.ts'
import { RunModel } from './run-model.ts'
import type { Library, LibraryData } from './library-store.ts'
import type { Player, PlayerState } from './player.ts'
import { isRunShown, type SessionData } from './session-data.ts'
import type { Session, SessionActions } from './session-store.ts'
import type { Settings } from './settings-store.ts'
import { NO_SWEEPS, type SweepData, type Sweeps } from './sweep-store.ts'
import type { ViewStore } from './view-store.ts'
import { NOT_WATCHING, type OwnTaskWatch, type WatchData } from './watch-store.ts'

/** What every panel may use. */
export interface Stores {
  /** Without actions where there is no host to ask: in a page that replays one run. */
  readonly session: Pick<Session, 'store'> & Partial<Pick<Session, 'actions'>>
  readonly settings: StoreApi<Settings>
  readonly frames: Frames
  readonly view: ViewStore
  readonly player: Player
  /** Of the host, too, as the next three. */
  readonly library?: Library
  readonly comparisons?: Comparisons
  readonly experiments?: Experiments
  readonly sweeps?: Sweeps
  readonly watch?: OwnTaskWatch
}

/** What is there in the window of a host. */
export interface HostStores extends Stores {
  readonly session: Session
  readonly library: Library
  readonly comparisons: Comparisons
  readonly experiments: Experiments
  readonly sweeps: Sweeps
  readonly watch: OwnTaskWatch
}

const NO_HOST = 'a panel that needs a host is used without one'

const StoresContext = createContext<Stores | null>(null)

export function StoresProvider({ stores, children }: { stores: Stores; children: ReactNode }): ReactNode {
  return <StoresContext value={stores}>{children}</StoresContext>
}

/** All of them, for what reads them when it is asked to and need not render again. */
export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (stores === null) throw new Error('a panel is used outside StoresProvider')
  return stores
}

/** The same, where there is a host. */
export function useHostStores(): HostStores {
  const stores = useStores()
  const { session, library, comparisons, experiments, sweeps, watch } = stores
  if (!('host' in session)) throw new Error(NO_HOST)
  return {
    ...stores,
    session: session as Session,
    library: ofHost(library),
    comparisons: ofHost(comparisons),
    experiments: ofHost(experiments),
    sweeps: ofHost(sweeps),
    watch: ofHost(watch),
  }
}

/** A part of the session; renders again when it changes. */
export function useSession<T>(select: (data: SessionData) => T): T {
  return useStore(useStores().session.store, select)
}

export const useActions = (): SessionActions => ofHost(useStores().session.actions)

function ofHost<T>(part: T | undefined): T {
  if (part === undefined) throw new Error(NO_HOST)
  return part
}

export const useFrames = (): Frames => useStores().frames

/** What all charts show together: a part of the time, a selection, the crosshair. */
export const useView = (): ViewStore => useStores().view

export const usePlayer = (): Player => useStores().player

export function usePlayerState(): PlayerState {
  return useStore(usePlayer().store)
}

export const useLibrary = (): Library => ofHost(useStores().library)

export function useLibraryData(): LibraryData {
  return useStore(useLibrary().store)
}

export const useComparisons = (): Comparisons => ofHost(useStores().comparisons)

/** What is compared: nothing, where there is no host. */
export function useComparisonData<T>(select: (data: ComparisonData) => T): T {
  return useStore(useStores().comparisons?.store ?? WITHOUT_COMPARISONS, select)
}

export const useExperiments = (): Experiments => ofHost(useStores().experiments)

/** What goes on by itself: nothing, where there is no host. */
export function useExperimentData<T>(select: (data: ExperimentData) => T): T {
  return useStore(useStores().experiments?.store ?? WITHOUT_EXPERIMENTS, select)
}

export const useSweeps = (): Sweeps => ofHost(useStores().sweeps)

/** What is swept: nothing, where there is no host. */
export function useSweepData<T>(select: (data: SweepData) => T): T {
  return useStore(useStores().sweeps?.store ?? WITHOUT_SWEEPS, select)
}

export const useWatch = (): OwnTaskWatch => ofHost(useStores().watch)

/** What of your own task is watched: nothing, where there is no host. */
export function useWatchData<T>(select: (data: WatchData) => T): T {
  return useStore(useStores().watch?.store ?? WITHOUT_WATCH, select)
}

const WITHOUT_COMPARISONS = createStore(() => NO_COMPARISON)
const WITHOUT_EXPERIMENTS = createStore(() => NO_EXPERIMENTS)
const WITHOUT_SWEEPS = createStore(() => NO_SWEEPS)
const WITHOUT_WATCH = createStore(() => NOT_WATCHING)

export function useSettings<T>(select: (settings: Settings) => T): T {
  return useStore(useStores().settings, select)
}

export function useSetSettings(): (change: Partial<Settings>) => void {
  return useStores().settings.setState
}

/** Stands where the selected preset has no run to show. */
const NO_RUN = new RunModel()

/** The run to be shown: that of the selected preset, one that goes on, or one that never began. */
export function useShownRun(): RunModel {
  return useSession((data) => (isRunShown(data) ? data.run : NO_RUN))
}

/** The run to be shown; renders again at most `hz` times a second while it changes. */
export function useRun(hz: number): RunModel {
  const run = useShownRun()
  useRunValue(({ version }) => version, hz)
  return run
}

/** Something told from the run, looked at `hz` times a second; renders again only when it is another (`Object.is`). */
export function useRunValue<T>(select: (run: RunModel) => T, hz: number): T {
  return useTicked(useFrames(), hz, useShownRun(), select)
}

/** What the player moves: both runs of a comparison, or the run to be shown. */
export function usePlayed(): Played {
  const run = useShownRun()
  const rival = useSession((data) => (data.opened === null ? data.rival : null))
  const comparison = useComparisonData((data) => data.comparison)
  return useMemo(() => playedOf(comparison, run, rival), [comparison, run, rival])
}

export const playedOf = (comparison: Comparison | null, run: RunModel, rival: RunModel | null): Played =>
  comparison !== null ? [comparison.a.run, comparison.b.run] : rival !== null ? [run, rival] : [run]

/** Something told from what the player moves; see `useRunValue`. */
export function usePlayedValue<T>(select: (runs: Played) => T, hz: number): T {
  const runs = usePlayed()
  const source = useMemo(
    () => ({
      get version() {
        return runs.map(({ version }) => version).join()
      },
    }),
    [runs],
  )
  const tell = useCallback(() => select(runs), [runs, select])
  return useTicked(useFrames(), hz, source, tell)
}
