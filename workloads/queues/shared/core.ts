import { QueueFullError } from '../../contract/errors.ts'
import { ItemDecoder } from '../item-decoder.ts'
import { encodeItem, ItemEncoder, TOO_SMALL } from '../item-encoder.ts'
import { Bell } from './bell.ts'
import { Double, Flag, SlotState, Word, type QueueKind } from './layout.ts'
import { Lock } from './lock.ts'
import type { Memory } from './memory.ts'
import { ThreadRow, type WaitKind } from './rows.ts'
import { MAX_KEPT_CLASS, Store, type PutOutcome, type TakeOutcome } from './store.ts'

/** What a thread does when it cannot go on: give up, watch and come back, sleep, or sleep as an event loop. */
export type Waiting = 'no' | 'watch' | 'block' | 'loop'

const FIRST_BYTES = 256
/** How long `releaseOwner` waits for a lock that another thread holds. */
const RELEASE_MS = 100

/** An item that waits for room: a number, or its bytes. */
export type Parcel = number | Buffer

/**
 * A queue as one attached thread sees it: each operation takes the lock for some hundred nanoseconds and comes back
 * with its outcome. Items are written and read outside the lock, in blocks that belong to the thread meanwhile.
 *
 * With `waiting`, an operation that cannot go on counts the caller as asleep before it lets go of the lock and leaves
 * the ticket for the bell in `ticket`; the caller sleeps, calls `leave`, and tries again.
 */
export class QueueCore {
  readonly notEmpty: Bell
  readonly notFull: Bell
  readonly allDone: Bell
  readonly row: ThreadRow
  ticket = 0
  readonly #memory: Memory
  readonly #lock: Lock
  readonly #store: Store
  readonly #maxItemBytes: number
  readonly #hasItem = () => this.size > 0
  readonly #hasRoom = () => this.#room > 0
  readonly #encoder = new ItemEncoder()
  readonly #decoder = new ItemDecoder()
  /** The item that `pack` prepared: a number if the length is -1. */
  #number = 0
  #length = -1

  constructor(memory: Memory, kind: QueueKind, limitBytes: number, row: ThreadRow, mayBlock: boolean) {
    this.#memory = memory
    this.#maxItemBytes = limitBytes / 2
    this.row = row
    this.notEmpty = new Bell(memory.words, Word.notEmpty)
    this.notFull = new Bell(memory.words, Word.notFull)
    this.allDone = new Bell(memory.words, Word.allDone)
    this.#lock = new Lock(memory.words, row.owner, mayBlock)
    this.#store = new Store(memory, kind, row)
  }

  get size(): number {
    return Atomics.load(this.#memory.words, Word.size)
  }

  /** Most items; 0: unbounded. */
  get maxSize(): number {
    return Atomics.load(this.#memory.words, Word.maxSize)
  }

  /** Another bound from now on: who waits for room looks again. */
  bound(maxSize: number): void {
    this.#lock.acquire()
    Atomics.store(this.#memory.words, Word.maxSize, maxSize)
    this.#ringAll()
    this.#lock.release()
  }

  get unfinished(): number {
    const { doubles } = this.#memory
    return (doubles[Double.nextSeq] ?? 0) - (doubles[Double.done] ?? 0)
  }

  get isShutDown(): boolean {
    return (Atomics.load(this.#memory.words, Word.flags) & Flag.shutDown) !== 0
  }

  /**
   * Prepares an item for `offer`, which comes next when the outcome is ok.
   * @throws NotCloneableError, QueueFullError when the item alone is too large
   */
  pack(item: unknown, waiting: Waiting): PutOutcome {
    if (typeof item === 'number') {
      this.#number = item
      this.#length = -1
      return 'ok'
    }
    const store = this.#store
    for (let needed = Math.max(store.writeBytes, FIRST_BYTES); ; needed = this.#encoder.needed) {
      const outcome = needed > store.writeBytes ? this.#reserve(needed, waiting) : 'ok'
      if (outcome !== 'ok') return outcome
      const end = this.#encoder.encode(item, this.#memory.arena, store.writeStart, store.writeStart + store.writeBytes)
      if (end === TOO_SMALL) continue
      this.#length = end - store.writeStart
      return 'ok'
    }
  }

  /** The item as something that can wait for room while this thread does other things. */
  wrap(item: unknown): Parcel {
    if (typeof item === 'number') return item
    return encodeItem(item, (bytes) => this.#checkItemBytes(bytes))
  }

  /** `pack` for an item that `wrap` made. */
  packParcel(parcel: Parcel, waiting: Waiting): PutOutcome {
    if (typeof parcel === 'number') return this.pack(parcel, waiting)
    const outcome = parcel.length > this.#store.writeBytes ? this.#reserve(parcel.length, waiting) : 'ok'
    if (outcome !== 'ok') return outcome
    this.#memory.arena.set(parcel, this.#store.writeStart)
    this.#length = parcel.length
    return 'ok'
  }

  #checkItemBytes(bytes: number): void {
    if (bytes <= this.#maxItemBytes) return
    throw new QueueFullError(
      `The item needs ${bytes} bytes, and this queue takes items of up to ${this.#maxItemBytes} bytes. ` +
        'Create the queue with a larger memoryLimitBytes.',
    )
  }

  #reserve(bytes: number, waiting: Waiting): PutOutcome {
    this.#checkItemBytes(bytes)
    this.#lock.acquire()
    let outcome: PutOutcome = 'ok'
    if (this.#store.isShutDown) outcome = 'shut-down'
    else if (!this.#store.reserve(bytes)) outcome = 'memory-full'
    if (outcome === 'memory-full') this.#enter(this.notFull, waiting)
    this.#lock.release()
    return outcome
  }

  #enter(bell: Bell, waiting: Waiting): void {
    if (waiting === 'block') this.ticket = bell.enter()
    else if (waiting === 'loop') this.ticket = bell.enterLoop()
  }

  /** Puts the prepared item. */
  offer(priority: number, waiting: Waiting): PutOutcome {
    const store = this.#store
    this.#lock.acquire()
    const outcome = this.#length < 0 ? store.putNumber(this.#number, priority) : store.putBytes(this.#length, priority)
    let wake = 0
    if (outcome === 'ok') wake = this.notEmpty.ring(this.size)
    else if (outcome !== 'shut-down') this.#enter(this.notFull, waiting)
    this.#lock.release()
    if (wake !== 0) this.notEmpty.wake(wake)
    return outcome
  }

  /** Takes the next item; then `unpack` reads it. */
  take(waiting: Waiting): TakeOutcome {
    const store = this.#store
    this.#lock.acquire()
    const outcome = store.take()
    let wake = 0
    if (outcome === 'ok') {
      wake = this.notFull.ring(this.#room)
    } else {
      if (store.freeRead()) wake = this.notFull.ring(this.#room)
      if (outcome === 'empty') this.#enter(this.notEmpty, waiting)
    }
    this.#lock.release()
    if (wake !== 0) this.notFull.wake(wake)
    return outcome
  }

  unpack(): unknown {
    const store = this.#store
    if (store.takenState === SlotState.number) return store.takenValue
    const start = store.takenStart
    try {
      return this.#decoder.decode(this.#memory.arena, start, start + store.takenLength)
    } finally {
      if (store.takenClass > MAX_KEPT_CLASS) this.#freeRead()
    }
  }

  #freeRead(): void {
    this.#lock.acquire()
    const wake = this.#store.freeRead() ? this.notFull.ring(this.#room) : 0
    this.#lock.release()
    this.notFull.wake(wake)
  }

  get #room(): number {
    const { maxSize } = this
    return maxSize > 0 ? maxSize - this.size : Infinity
  }

  /** Spends a moment in the hope that an item comes. */
  watchForItem(): void {
    this.notEmpty.watch(this.row.owner, this.#hasItem)
  }

  /** Spends a moment in the hope that room comes. */
  watchForRoom(): void {
    this.notFull.watch(this.row.owner, this.#hasRoom)
  }

  /** After a sleep of kind 'block'. */
  leave(bell: Bell): void {
    this.#lock.acquire()
    bell.leave()
    this.#lock.release()
  }

  addWait(kind: WaitKind, change: 1 | -1): void {
    this.row.addWait(kind, change)
  }

  taskDone(): boolean {
    this.#lock.acquire()
    const counted = this.#store.taskDone()
    if (counted && this.#store.unfinished === 0) this.allDone.ringAll()
    this.#lock.release()
    return counted
  }

  /** True when nothing is unfinished; else the caller is counted as asleep. */
  finished(waiting: Waiting): boolean {
    this.#lock.acquire()
    const finished = this.#store.unfinished === 0
    if (!finished) this.#enter(this.allDone, waiting)
    this.#lock.release()
    return finished
  }

  countMemoryFull(): void {
    this.#lock.acquire()
    this.#store.countMemoryFull()
    this.#lock.release()
  }

  shutDown(immediate: boolean): void {
    this.#lock.acquire()
    this.#store.shutDown(immediate)
    this.#ringAll()
    this.#lock.release()
  }

  /** Removes a dead thread from the queue. True when it held the lock and the queue was repaired. */
  releaseOwner(threadId: number): boolean {
    const { words } = this.#memory
    const owners = ThreadRow.markDead(words, threadId, this.row)
    const held = owners.some((owner) => this.#lock.takeOverFrom(owner))
    if (!held && !this.#lock.acquireWithin(RELEASE_MS)) {
      // The one who has the lock is dead too, and who releases that one will clear our rows as well.
      for (const bell of this.#bells) bell.wakeAll()
      return false
    }
    if (owners.length > 0) this.#store.rebuild()
    if (held) words[Word.recovered] = (words[Word.recovered] ?? 0) + 1
    // It may have died with a wake-up that was meant for somebody else.
    this.#ringAll()
    this.#lock.release()
    return held
  }

  get #bells(): Bell[] {
    return [this.notEmpty, this.notFull, this.allDone]
  }

  #ringAll(): void {
    for (const bell of this.#bells) bell.ringAll()
  }

  /** Leaves the queue: gives back blocks and the row. */
  detach(): void {
    this.#lock.acquire()
    this.#store.releaseBlocks()
    this.row.clear()
    this.#lock.release()
  }

  get memoryBytes(): number {
    const { slots, arena, control } = this.#memory.buffers
    return slots.byteLength + arena.byteLength + control.byteLength
  }

  get memoryFullCount(): number {
    return Atomics.load(this.#memory.words, Word.memoryFull)
  }

  get recoveredCount(): number {
    return Atomics.load(this.#memory.words, Word.recovered)
  }

  waiters() {
    return ThreadRow.waiters(this.#memory.words)
  }
}
