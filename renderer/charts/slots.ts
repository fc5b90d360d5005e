import type { ChartRun } from './data.ts'
import { RowCursor } from './rows.ts'

/** More tasks than this at the same time on one worker are drawn over each other. */
export const MAX_SLOTS = 32

/**
 * Gives tasks that overlap on one worker (coroutines on an event loop) a slot each, so that their bars lie side by
 * side. A thread or process runs one task at a time and needs one slot.
 */
export class SlotPacker {
  #cursor = new RowCursor((run) => run.tables.tasks)
  /** By worker: until when each of its slots is taken. */
  #takenUntil = new Map<number, number[]>()
  /** Slot of each row of the table, from row `#firstRow` (counted from the run's begin) on. */
  #slots = new Uint8Array(1024)
  #count = 0

  /** Takes new rows in. Call before the others. */
  update(run: ChartRun): void {
    const { tasks } = run.tables
    if (this.#cursor.isStale(run)) {
      this.#takenUntil.clear()
      this.#count = 0
      this.#cursor.restart(run)
    }
    const from = this.#cursor.take(run)
    const kept = Math.min(this.#count, from)
    if (kept < this.#count) this.#slots.copyWithin(0, this.#count - kept, this.#count)
    if (tasks.length > this.#slots.length) {
      const larger = new Uint8Array(Math.max(tasks.length, this.#slots.length * 2))
      larger.set(this.#slots.subarray(0, kept))
      this.#slots = larger
    }
    const { worker, startedMs, finishedMs } = tasks.columns
    for (let row = from; row < tasks.length; row++) {
      const index = worker[row] ?? 0
      this.#slots[row] = isLoop(run, index) ? this.#take(index, startedMs[row] ?? 0, finishedMs[row] ?? 0) : 0
    }
    this.#count = tasks.length
  }

  slotOf(row: number): number {
    return this.#slots[row] ?? 0
  }

  /** How many slots a worker has needed so far. */
  slotsOf(worker: number): number {
    return Math.max(1, this.#takenUntil.get(worker)?.length ?? 1)
  }

  /** Where a task that still runs would lie, by its place among the running ones of its worker. */
  freeSlot(worker: number, sinceMs: number, used: ReadonlySet<number>): number {
    const taken = this.#takenUntil.get(worker) ?? []
    for (let slot = 0; slot < MAX_SLOTS; slot++) {
      if ((taken[slot] ?? 0) <= sinceMs && !used.has(slot)) return slot
    }
    return MAX_SLOTS - 1
  }

  #take(worker: number, fromMs: number, toMs: number): number {
    const taken = this.#takenUntil.get(worker) ?? []
    this.#takenUntil.set(worker, taken)
    const free = taken.findIndex((untilMs) => untilMs <= fromMs)
    const slot = free >= 0 ? free : Math.min(taken.length, MAX_SLOTS - 1)
    taken[slot] = Math.max(taken[slot] ?? 0, toMs)
    return slot
  }
}

export const isLoop = (run: ChartRun, worker: number): boolean => run.workers[worker]?.kind === 'event-loop'
