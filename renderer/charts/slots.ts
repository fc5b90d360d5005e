import { keepTally, type Tally } from './checkpoints.ts'
import type { ChartRun } from './data.ts'
import { SeenRows } from './rows.ts'

/** More tasks than this at the same time on one worker are drawn over each other; a batch names no more that run. */
export const MAX_SLOTS = 64

type Tasks = ChartRun['tables']['tasks']

/** A row of bars in a worker's lane. */
interface Slot {
  /** The end of the last bar in it. */
  untilMs: number
  /** Since when a task that still runs lies in it; `Infinity`: none does. */
  heldFromMs: number
}

interface SavedSlots {
  readonly slots: Map<number, Slot[]>
  readonly running: Map<number, Map<number, number>>
}

const NO_SLOTS: SavedSlots = { slots: new Map(), running: new Map() }

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
export class SlotPacker implements Tally<SavedSlots> {
  #keep = keepTally(this)
  #seen = new SeenRows((run) => run.tables.tasks)
  /** The first row that has no slot yet. */
  #firstNew = 0
  #isLoop: (worker: number) => boolean = () => false
  /** Of rows that were added and have no slot yet. */
  #bars: Bar[] = []
  #slots = new Map<number, Slot[]>()
  /** By worker: the tasks that run, and their slots. */
  #running = new Map<number, Map<number, number>>()
  /** Slot of each row of the table. */
  #slotOfRow = new Uint8Array(1024)
  /** Rows that the table had given up then. */
  #dropped = 0

  /** Takes in new rows and what runs now. Call before the others. */
  update(run: ChartRun): void {
    this.#isLoop = (worker) => isLoop(run, worker)
    this.#makeRoom(run.tables.tasks)
    if (this.#seen.startsAnew(run)) this.#slotOfRow.fill(0)
    this.#firstNew = this.#seen.take(run)
    this.#keep(run)
    this.#bars.push(...this.#takeRunning(run))
    this.#placeAll()
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

  /**
   * A row keeps the slot that it once had, also when a replay goes back. Of new ones those whose task was seen running get
   * its slot; the others wait for those that run now.
   */
  add({ columns }: Tasks, from: number, to: number): void {
    const { id, worker, startedMs, finishedMs } = columns
    for (let row = from; row < to; row++) {
      const index = worker[row] ?? 0
      if (!this.#isLoop(index)) continue
      const task = id[row] ?? 0
      const bar = { worker: index, fromMs: startedMs[row] ?? 0, toMs: finishedMs[row] ?? 0, row, task }
      const slot = this.#running.get(index)?.get(task)
      if (slot !== undefined) this.#letGo(index, task, slot, row < this.#firstNew ? 0 : bar.toMs)
      if (row < this.#firstNew) this.#occupy(index, this.slotOf(row), bar.toMs)
      else if (slot === undefined) this.#bars.push(bar)
      else this.#slotOfRow[row] = slot
    }
  }

  save(): SavedSlots {
    this.#placeAll()
    return copyOf({ slots: this.#slots, running: this.#running })
  }

  restore(saved: SavedSlots | null): void {
    const { slots, running } = copyOf(saved ?? NO_SLOTS)
    this.#slots = slots
    this.#running = running
    this.#bars = []
  }

  /**
   * Tasks that run and have no slot yet. Those that no longer run give theirs back: their rows come later (to a reader
   * that is behind) or never.
   */
  #takeRunning(run: ChartRun): Bar[] {
    const bars: Bar[] = []
    const seen = new Set<string>()
    for (const { worker, state, task, sinceMs } of run.activity) {
      if (state !== 'run' || task === null || !this.#isLoop(worker)) continue
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

  #placeAll(): void {
    this.#bars.sort((a, b) => a.fromMs - b.fromMs)
    for (const bar of this.#bars) this.#place(bar)
    this.#bars = []
  }

  #place({ worker, fromMs, toMs, row, task }: Bar): void {
    const slots = this.#slots.get(worker) ?? []
    const fits = slots.findIndex(({ untilMs, heldFromMs }) => untilMs <= fromMs && heldFromMs >= toMs)
    const at = fits >= 0 ? fits : Math.min(slots.length, MAX_SLOTS - 1)
    const slot = this.#occupy(worker, at, row >= 0 ? toMs : 0)
    if (row >= 0) {
      this.#slotOfRow[row] = at
      return
    }
    slot.heldFromMs = Math.min(slot.heldFromMs, fromMs)
    const running = this.#running.get(worker) ?? new Map<number, number>()
    this.#running.set(worker, running)
    running.set(task, at)
  }

  /** Makes the slot, and those below it, where there are none yet. */
  #occupy(worker: number, at: number, untilMs: number): Slot {
    const slots = this.#slots.get(worker) ?? []
    this.#slots.set(worker, slots)
    while (slots.length < at) slots.push({ untilMs: 0, heldFromMs: Infinity })
    const slot = (slots[at] ??= { untilMs: 0, heldFromMs: Infinity })
    slot.untilMs = Math.max(slot.untilMs, untilMs)
    return slot
  }

  #letGo(worker: number, task: number, at: number, untilMs: number): void {
    this.#running.get(worker)?.delete(task)
    const slot = this.#slots.get(worker)?.[at]
    if (slot === undefined) return
    slot.untilMs = Math.max(slot.untilMs, untilMs)
    slot.heldFromMs = Infinity
  }

  /** Follows the table: it may have lost rows at its front, and have more of them. */
  #makeRoom({ dropped, length }: Tasks): void {
    if (dropped > this.#dropped) this.#slotOfRow.copyWithin(0, dropped - this.#dropped)
    this.#dropped = dropped
    if (length <= this.#slotOfRow.length) return
    const larger = new Uint8Array(Math.max(length, this.#slotOfRow.length * 2))
    larger.set(this.#slotOfRow)
    this.#slotOfRow = larger
  }
}

function copyOf({ slots, running }: SavedSlots): SavedSlots {
  return {
    slots: new Map([...slots].map(([worker, all]) => [worker, all.map((slot) => ({ ...slot }))])),
    running: new Map([...running].map(([worker, tasks]) => [worker, new Map(tasks)])),
  }
}

export const isLoop = (run: ChartRun, worker: number): boolean => run.workers[worker]?.kind === 'event-loop'
