import type {
  KnobTurn,
  RunInfo,
  RunState,
  RunSummary,
  SAMPLE_COLUMNS,
  SPAN_COLUMNS,
  DEPTH_COLUMNS,
  Table,
  TableSpec,
  TASK_COLUMNS,
  Tile,
  WorkerActivity,
  WorkerInfo,
} from '../../workloads/contract/index.ts'
import type { SharedView } from './shared-view.ts'

/**
 * What the charts draw, and when. A chart reads a `ChartRun` that changes under it; `Frames` tells when to look again.
 */

/** A table that grows at its end and, when full, loses rows at its front. */
export interface GrowingTable<S extends TableSpec> extends Table<S> {
  /** Rows lost at the front: the first row that is left was the `dropped`-th (from 0) ever added. */
  readonly dropped: number
}

/** An ended task as charts see it: with its completion rank, which counts tasks that this reader never got, too. */
export type RankedTaskColumns = typeof TASK_COLUMNS & { readonly rank: 'u32' }

/**
 * An ended wait with the latest `toMs` of all rows up to it. Workers tell their waits in turns, so that `toMs` itself
 * goes up and down; this one never falls and can be searched: all rows before the one found ended earlier.
 */
export type SearchableSpanColumns = typeof SPAN_COLUMNS & { readonly latestMs: 'f64' }

export interface ChartTables {
  readonly tasks: GrowingTable<RankedTaskColumns>
  readonly depth: GrowingTable<typeof DEPTH_COLUMNS>
  readonly samples: GrowingTable<typeof SAMPLE_COLUMNS>
  readonly spans: GrowingTable<SearchableSpanColumns>
}

/** The picture that a run paints, filled tile by tile. */
export interface ChartPicture {
  readonly width: number
  readonly height: number
  /** One byte a pixel, row by row; meaningful where a tile is. */
  readonly pixels: Uint8Array
  /** In the order in which they arrived. */
  readonly tiles: readonly Tile[]
}

export interface ChartRun {
  /** Changes whenever anything below did. */
  readonly version: number
  /** Changes when a run begins: nothing learnt from the tables before holds any more. */
  readonly epoch: number
  readonly state: 'idle' | RunState
  readonly info: RunInfo | null
  readonly summary: RunSummary | null
  /** Time in the run. */
  readonly nowMs: number
  /** Tasks waiting now, and the most that ever waited. */
  readonly depth: number
  readonly maxDepth: number
  /** The latest that an event loop ever was; null while none was measured. */
  readonly maxLoopDelayMs: number | null
  /** Ended tasks, however they ended. */
  readonly ended: number
  /** By index; a worker that this reader never heard of is a hole. */
  readonly workers: readonly (WorkerInfo | undefined)[]
  /** What workers do at `nowMs`; an event loop has an entry for each task it has started. */
  readonly activity: readonly WorkerActivity[]
  /** Uses of knobs until `nowMs`. */
  readonly turns: readonly KnobTurn[]
  /** Bound of the queue at `nowMs`; null without one. */
  readonly capacity: number | null
  readonly tables: ChartTables
  readonly picture: ChartPicture | null
}

/** One animation-frame loop for all charts. Each subscription returns its disposer. */
export interface Frames {
  /** Called in each frame in which something changed; `true` asks for one more frame. */
  onFrame(callback: (timeMs: number) => unknown): () => void
  /** Called at most `hz` times a second while things change, and once after the last change. */
  onTick(hz: number, callback: () => void): () => void
  /** Something changed: run a frame. */
  invalidate(): void
}

export interface ChartProps {
  readonly run: ChartRun
  readonly frames: Frames
  /** Which part of the run's time all charts show, what is selected, and the crosshair. */
  readonly view: SharedView
  /** The run beside it in a comparison: axes hold the values of both, so that they are the same on both sides. */
  readonly peer?: ChartRun
}

/** Does the run still go on? */
export const isLive = (run: ChartRun): boolean =>
  run.state === 'starting' || run.state === 'running' || run.state === 'stopping'
