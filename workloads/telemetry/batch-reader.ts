import {
  BATCH_VERSION,
  type Batch,
  type RunInfo,
  type RunState,
  type RunSummary,
  type Table,
  type TableSpec,
} from '../contract/index.ts'
import type { Recorder } from './recorder.ts'
import type { Ring } from './ring.ts'

/** Rows of one batch at most: a late reader catches up in several batches, none of which holds up the others. */
const MAX_ROWS = 16_384
const MAX_PIXELS = 1 << 20
/** Log entries of one batch at most: they are long, and a frame's header is bounded. */
const MAX_LOG_ROWS = 1_000

/** A run as a reader sees it. */
export interface ReadableRun {
  readonly info: RunInfo
  readonly state: RunState
  readonly summary: RunSummary | null
  readonly recorder: Recorder
}

/**
 * One reader's way through a run: `next()` gives what changed since the call before. A new reader begins at the start
 * of the run, a slow one just asks less often; what the rings dropped meanwhile is counted in its batches. So late,
 * slow and lost readers need no path of their own.
 */
export class BatchReader {
  readonly #run: ReadableRun
  #seq = 0
  #tasks = 0
  #depth = 0
  #samples = 0
  #spans = 0
  #pixels = 0
  #log = 0
  #tiles = 0
  #turns = 0
  #workers = 0
  #droppedTasks = 0
  #droppedRows = 0
  #behind = true
  #ended = false

  constructor(run: ReadableRun) {
    this.#run = run
  }

  /** True once the batch with the summary was given: there will be no other. */
  get ended(): boolean {
    return this.#ended
  }

  /** True while there is more than the last batch could hold. */
  get behind(): boolean {
    return this.#behind
  }

  /** The next batch, or null after the last. */
  next(): Batch | null {
    if (this.#ended) return null
    const { info, state, summary, recorder } = this.#run
    recorder.depthSeries.flush()
    const tasks = this.#take(recorder.tasks, this.#tasks, MAX_ROWS)
    const depth = this.#take(recorder.depthSeries.ring, this.#depth, MAX_ROWS)
    const samples = this.#take(recorder.samples, this.#samples, MAX_ROWS)
    const spans = this.#take(recorder.spans, this.#spans, MAX_ROWS)
    const tiles = this.#takeTiles()
    const pixels = this.#take(recorder.pixels, this.#pixels, tiles.pixels)
    this.#tasks = tasks.next
    this.#depth = depth.next
    this.#samples = samples.next
    this.#spans = spans.next
    this.#pixels = pixels.next
    this.#droppedTasks += tasks.dropped
    this.#droppedRows += depth.dropped + samples.dropped + spans.dropped
    const log = recorder.logEntries.slice(this.#log, this.#log + MAX_LOG_ROWS)
    this.#log += log.length
    const turns = recorder.turns.slice(this.#turns)
    this.#turns += turns.length
    const workers = recorder.workers.changedSince(this.#workers)
    this.#workers = recorder.workers.version
    const complete = [tasks, depth, samples, spans].every((part) => part.complete) && !tiles.more
    this.#behind = !complete || this.#log < recorder.logEntries.length
    const last = summary !== null && !this.#behind
    this.#ended = last
    const seq = this.#seq++
    return {
      version: BATCH_VERSION,
      runId: info.runId,
      seq,
      atMs: recorder.nowMs,
      state,
      counts: { ...recorder.counts },
      depth: recorder.depth,
      droppedTasks: this.#droppedTasks,
      droppedRows: this.#droppedRows + recorder.droppedLog,
      ...(seq === 0 ? { info } : {}),
      ...(last ? { summary } : {}),
      workers,
      activity: recorder.activity(),
      log,
      tiles: tiles.tiles,
      ...(turns.length > 0 ? { turns } : {}),
      tables: {
        tasks: tasks.table,
        depth: depth.table,
        samples: samples.table,
        spans: spans.table,
        pixels: pixels.table,
      },
    }
  }

  #take<S extends TableSpec>(
    ring: Ring<S>,
    cursor: number,
    most: number,
  ): { table: Table<S>; next: number; dropped: number; complete: boolean } {
    const from = Math.max(cursor, ring.firstRow)
    const to = Math.min(ring.rows, from + most)
    return { table: ring.copy(from, to), next: to, dropped: from - cursor, complete: to === ring.rows }
  }

  #takeTiles() {
    const all = this.#run.recorder.tiles
    let pixels = 0
    const from = this.#tiles
    while (this.#tiles < all.length && pixels < MAX_PIXELS) {
      const tile = all[this.#tiles++]
      if (tile !== undefined) pixels += tile.width * tile.height
    }
    return { tiles: all.slice(from, this.#tiles), pixels, more: this.#tiles < all.length }
  }
}
