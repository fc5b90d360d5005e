import type { ChartRun } from './data.ts'
import { RowCursor } from './rows.ts'

/** More tasks than this at the same time on one worker are drawn over each other; a batch names no more that run. */
export const MAX_SLOTS = 64

/** A row of bars in a worker's lane. */
interface Slot {
  /** The end of the last bar in it. */
  untilMs: number
  /** Since when a task that still runs lies in it; `Infinity`: none does. */
  heldFromMs: number
}

/** A task without a slot: one that ended (`row`), or one that runs (`task`) and has no end. */
interface Bar {
  readonly worker: number
  readonly fromMs: number
  readonly toMs: number
  readonly row: number
  readonly task: number
}

/**
 * Gives tasks that overlap on one worker (coroutines on an event loop) a slot each, so that their bars lie side by
 * side. A thread or process runs one task at a time and needs one slot.
 *
 * Tasks get the lowest free slot in the order in which they start, which needs the fewest slots there can be; a task
 * that is seen running keeps its slot when it ends. Rows come in the order of ends: those of one update are sorted.
 */
export class SlotPacker {
  #cursor = new RowCursor((run) => run.tables.tasks)
  #slots = new Map<number, Slot[]>()
  /** By worker: the tasks that run, and their slots. */
  #running = new Map<number, Map<number, number>>()
  /** Slot of each row of the table. */
  #slotOfRow = new Uint8Array(1024)
  #rows = 0

  /** Takes in new rows and what runs now. Call before the others. */
  update(run: ChartRun): void {
    if (this.#cursor.isStale(run)) {
      this.#slots.clear()
      this.#running.clear()
      this.#rows = 0
      this.#cursor.restart(run)
    }
    const bars = this.#takeRows(run)
    bars.push(...this.#takeRunning(run))
    bars.sort((a, b) => a.fromMs - b.fromMs)
    for (const bar of bars) this.#place(bar)
  }

  slotOf(row: number): number {
    return this.#slotOfRow[row] ?? 0
  }

  /** The slot of a task that runs. */
  slotOfRunning(worker: number, task: number | null): number {
    return this.#running.get(worker)?.get(task ?? -1) ?? 0
  }

  /** How many slots a worker has needed so far. */
  slotsOf(worker: number): number {
    return Math.max(1, this.#slots.get(worker)?.length ?? 1)
  }

  /** Slots for the rows whose task was seen running; the others are returned. */
  #takeRows(run: ChartRun): Bar[] {
    const { tasks } = run.tables
    const from = this.#cursor.take(run)
    this.#makeRoom(from, tasks.length)
    const { id, worker, startedMs, finishedMs } = tasks.columns
    const bars: Bar[] = []
    for (let row = from; row < tasks.length; row++) {
      const index = worker[row] ?? 0
      this.#slotOfRow[row] = 0
      if (!isLoop(run, index)) continue
      const task = id[row] ?? 0
      const bar = { worker: index, fromMs: startedMs[row] ?? 0, toMs: finishedMs[row] ?? 0, row, task }
      const slot = this.#running.get(index)?.get(task)
      if (slot === undefined) bars.push(bar)
      else {
        this.#slotOfRow[row] = slot
        this.#letGo(index, task, slot, bar.toMs)
      }
    }
    this.#rows = tasks.length
    return bars
  }

  /**
   * Tasks that run and have no slot yet. Those that no longer run give theirs back: their rows come later (to a reader
   * that is behind) or never.
   */
  #takeRunning(run: ChartRun): Bar[] {
    const bars: Bar[] = []
    const seen = new Set<string>()
    for (const { worker, state, task, sinceMs } of run.activity) {
      if (state !== 'run' || task === null || !isLoop(run, worker)) continue
      seen.add(`${worker} ${task}`)
      const known = this.#running.get(worker)?.has(task) === true
      if (!known) bars.push({ worker, fromMs: sinceMs, toMs: Infinity, row: -1, task })
    }
    for (const [worker, tasks] of this.#running) {
      for (const [task, slot] of tasks) {
        if (!seen.has(`${worker} ${task}`)) this.#letGo(worker, task, slot, 0)
      }
    }
    return bars
  }

  #place({ worker, fromMs, toMs, row, task }: Bar): void {
    const slots = this.#slots.get(worker) ?? []
    this.#slots.set(worker, slots)
    const fits = slots.findIndex(({ untilMs, heldFromMs }) => untilMs <= fromMs && heldFromMs >= toMs)
    const at = fits >= 0 ? fits : Math.min(slots.length, MAX_SLOTS - 1)
    const slot = slots[at] ?? { untilMs: 0, heldFromMs: Infinity }
    slots[at] = slot
    if (row >= 0) {
      this.#slotOfRow[row] = at
      slot.untilMs = Math.max(slot.untilMs, toMs)
      return
    }
    slot.heldFromMs = Math.min(slot.heldFromMs, fromMs)
    const running = this.#running.get(worker) ?? new Map<number, number>()
    this.#running.set(worker, running)
    running.set(task, at)
  }

  #letGo(worker: number, task: number, at: number, untilMs: number): void {
    this.#running.get(worker)?.delete(task)
    const slot = this.#slots.get(worker)?.[at]
    if (slot === undefined) return
    slot.untilMs = Math.max(slot.untilMs, untilMs)
    slot.heldFromMs = Infinity
  }

  /** Follows the table: it may have lost rows at its front, and has new ones from `from` on. */
  #makeRoom(from: number, length: number): void {
    const kept = Math.min(this.#rows, from)
    if (kept < this.#rows) this.#slotOfRow.copyWithin(0, this.#rows - kept, this.#rows)
    if (length <= this.#slotOfRow.length) return
    const larger = new Uint8Array(Math.max(length, this.#slotOfRow.length * 2))
    larger.set(this.#slotOfRow.subarray(0, kept))
    this.#slotOfRow = larger
  }
}

export const isLoop = (run: ChartRun, worker: number): boolean => run.workers[worker]?.kind === 'event-loop'
