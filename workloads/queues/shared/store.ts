import { Arena, NO_BLOCK } from './arena.ts'
import {
  Double,
  Flag,
  NONE,
  SLOT_BYTES,
  SLOT_WORDS,
  SlotDouble,
  SlotState,
  SlotWord,
  Word,
  type QueueKind,
} from './layout.ts'
import type { Memory } from './memory.ts'
import { createOrder, type Order } from './order.ts'
import { ThreadRow } from './rows.ts'

/** Larger blocks are not kept by a thread from one item to the next. */
export const MAX_KEPT_CLASS = 6

const SPARE_BYTES = 16

export type PutOutcome = 'ok' | 'full' | 'memory-full' | 'shut-down'
export type TakeOutcome = 'ok' | 'empty' | 'shut-down'

/**
 * The items and the bookkeeping of a queue, as one attached thread sees them. Everything is called under the lock
 * and finishes without waiting. Read `layout.ts` first: it says which store commits an operation.
 */
export class Store {
  readonly #memory: Memory
  readonly #arena: Arena
  readonly #order: Order
  readonly #row: ThreadRow

  /** Where the thread may write the next item: a byte offset and a size; size 0 when it has no block. */
  writeStart = 0
  writeBytes = 0
  #writeOffset = 0
  #writeClass = 0

  /** What `take` took: a number, or `takenLength` bytes from `takenStart` on, readable until the next `take`. */
  takenState = 0
  takenValue = 0
  takenStart = 0
  takenLength = 0
  takenClass = 0

  constructor(memory: Memory, kind: QueueKind, row: ThreadRow) {
    this.#memory = memory
    this.#arena = new Arena(memory)
    this.#order = createOrder(kind, memory)
    this.#row = row
  }

  get isShutDown(): boolean {
    return ((this.#memory.words[Word.flags] ?? 0) & Flag.shutDown) !== 0
  }

  get unfinished(): number {
    const { doubles } = this.#memory
    return (doubles[Double.nextSeq] ?? 0) - (doubles[Double.done] ?? 0)
  }

  /** Gets the thread a block for so many bytes to write into. False: the memory limit is reached. */
  reserve(bytes: number): boolean {
    this.freeRead()
    if (this.writeBytes > 0) {
      this.writeBytes = 0
      this.#row.freeWriteBlock(this.#arena)
    }
    return this.#allocateWriteBlock(Arena.classFor(bytes))
  }

  #allocateWriteBlock(sizeClass: number): boolean {
    let offset = this.#arena.allocate(sizeClass)
    if (offset === NO_BLOCK && this.#arena.worthJoining(sizeClass)) {
      this.#rebuildArena()
      offset = this.#arena.allocate(sizeClass)
    }
    if (offset === NO_BLOCK) return false
    this.#row.holdForWriting(offset, sizeClass)
    this.#writeOffset = offset
    this.#writeClass = sizeClass
    this.writeStart = Arena.startOf(offset)
    this.writeBytes = Arena.bytesOf(sizeClass)
    this.#memory.reachArena(this.writeStart + this.writeBytes)
    return true
  }

  putNumber(value: number, priority: number): PutOutcome {
    return this.#put(SlotState.number, value, 0, priority)
  }

  /** Puts the first `length` bytes of the thread's block, which is the item's from then on. */
  putBytes(length: number, priority: number): PutOutcome {
    return this.#put(SlotState.bytes, 0, length, priority)
  }

  #put(state: number, value: number, length: number, priority: number): PutOutcome {
    const memory = this.#memory
    const { words, doubles } = memory
    if (this.isShutDown) return 'shut-down'
    const size = words[Word.size] ?? 0
    const maxSize = words[Word.maxSize] ?? 0
    if (maxSize > 0 && size >= maxSize) return 'full'
    const slot = this.#allocateSlot()
    if (slot === NONE) return 'memory-full'
    const base = slot * SLOT_WORDS
    const seq = doubles[Double.nextSeq] ?? 0
    memory.slotDoubles[base / 2 + SlotDouble.seq] = seq
    memory.slotDoubles[base / 2 + SlotDouble.priority] = priority
    memory.slotDoubles[base / 2 + SlotDouble.value] = value
    if (state === SlotState.bytes) {
      memory.slotWords[base + SlotWord.block] = this.#writeOffset
      memory.slotWords[base + SlotWord.length] = length
      memory.slotWords[base + SlotWord.sizeClass] = this.#writeClass
    }
    Atomics.store(memory.slotWords, base + SlotWord.state, state)
    doubles[Double.nextSeq] = seq + 1
    this.#order.add(slot)
    words[Word.size] = size + 1
    if (state === SlotState.bytes) this.#nextWriteBlock(length)
    return 'ok'
  }

  /** The next block is for an item like the last one, with what the encoder wants to have spare. */
  #nextWriteBlock(length: number): void {
    this.writeBytes = 0
    this.#row.forgetWriteBlock()
    const sizeClass = Math.min(this.#writeClass, Arena.classFor(length + SPARE_BYTES))
    if (sizeClass <= MAX_KEPT_CLASS) this.#allocateWriteBlock(sizeClass)
  }

  #allocateSlot(): number {
    const { words } = this.#memory
    const free = words[Word.freeSlot] ?? NONE
    if (free !== NONE) {
      this.#memory.reachSlot(free)
      // An exchange for the sake of the cache line, as in `take`.
      words[Word.freeSlot] = Atomics.exchange(this.#memory.slotWords, free * SLOT_WORDS + SlotWord.next, NONE)
      return free
    }
    const used = words[Word.slotsUsed] ?? 0
    if (!this.#memory.growSlots(used)) return NONE
    words[Word.slotsUsed] = used + 1
    return used
  }

  #freeSlot(slot: number): void {
    const { words, slotWords } = this.#memory
    slotWords[slot * SLOT_WORDS + SlotWord.next] = words[Word.freeSlot] ?? NONE
    words[Word.freeSlot] = slot
  }

  take(): TakeOutcome {
    const memory = this.#memory
    const { words } = memory
    const size = words[Word.size] ?? 0
    if (size === 0) return this.isShutDown ? 'shut-down' : 'empty'
    this.freeRead()
    const slot = this.#order.first()
    memory.reachSlot(slot)
    const base = slot * SLOT_WORDS
    const { slotWords } = memory
    // Commits, and fetches the slot's cache line for writing at once; read first, it would have to be fetched twice.
    this.takenState = Atomics.exchange(slotWords, base + SlotWord.state, SlotState.free)
    if (this.takenState === SlotState.bytes) {
      const offset = slotWords[base + SlotWord.block] ?? 0
      this.takenLength = slotWords[base + SlotWord.length] ?? 0
      this.takenClass = slotWords[base + SlotWord.sizeClass] ?? 0
      this.takenStart = Arena.startOf(offset)
      memory.reachArena(this.takenStart + this.takenLength)
      this.#row.holdForReading(offset, this.takenClass)
    } else {
      this.takenValue = memory.slotDoubles[base / 2 + SlotDouble.value] ?? 0
    }
    this.#order.removeFirst()
    words[Word.size] = size - 1
    this.#freeSlot(slot)
    return 'ok'
  }

  /** Gives back the block of the item that was taken last. */
  freeRead(): boolean {
    return this.#row.freeReadBlock(this.#arena)
  }

  /** Gives back both blocks of the thread. */
  releaseBlocks(): void {
    this.freeRead()
    this.writeBytes = 0
    this.#row.freeWriteBlock(this.#arena)
  }

  /** False: more items would be done than were put. */
  taskDone(): boolean {
    if (this.unfinished <= 0) return false
    const { doubles } = this.#memory
    doubles[Double.done] = (doubles[Double.done] ?? 0) + 1
    return true
  }

  countMemoryFull(): void {
    this.#memory.words[Word.memoryFull] = (this.#memory.words[Word.memoryFull] ?? 0) + 1
  }

  shutDown(immediate: boolean): void {
    const { words, doubles } = this.#memory
    if (immediate && (words[Word.size] ?? 0) > 0) {
      const dropped = (doubles[Double.done] ?? 0) + (words[Word.size] ?? 0)
      doubles[Double.drainedTo] = Math.min(doubles[Double.nextSeq] ?? 0, dropped)
      Atomics.or(words, Word.flags, Flag.shutDown | Flag.draining)
      this.#drain()
    } else {
      Atomics.or(words, Word.flags, Flag.shutDown)
    }
  }

  /** Drops all items. Can be done again from the start if it was broken off. */
  #drain(): void {
    const { words, doubles, slotWords } = this.#memory
    doubles[Double.done] = doubles[Double.drainedTo] ?? 0
    for (const slot of this.#takenSlots()) Atomics.store(slotWords, slot * SLOT_WORDS + SlotWord.state, SlotState.free)
    this.#rebuildSlots()
    this.#rebuildArena()
    Atomics.and(words, Word.flags, ~Flag.draining)
  }

  /** Makes everything derived again from the facts: a thread died in the middle of an operation. */
  rebuild(): void {
    ThreadRow.clearDead(this.#memory.words)
    if (((this.#memory.words[Word.flags] ?? 0) & Flag.draining) !== 0) this.#drain()
    this.#rebuildSlots()
    this.#rebuildArena()
  }

  /** Slots with an item, oldest first. */
  #takenSlots(): number[] {
    const most = Math.floor(this.#memory.buffers.slots.byteLength / SLOT_BYTES)
    const count = Math.min(most, this.#memory.words[Word.slotsUsed] ?? 0)
    this.#memory.reachSlot(Math.max(0, count - 1))
    const { slotWords, slotDoubles } = this.#memory
    const slots: number[] = []
    for (let slot = 0; slot < count; slot++) {
      if (slotWords[slot * SLOT_WORDS + SlotWord.state] !== SlotState.free) slots.push(slot)
    }
    const seq = (slot: number) => slotDoubles[(slot * SLOT_WORDS) / 2 + SlotDouble.seq] ?? 0
    return slots.sort((a, b) => seq(a) - seq(b))
  }

  #rebuildSlots(): void {
    const { words, doubles } = this.#memory
    const slots = this.#takenSlots()
    const { slotDoubles } = this.#memory
    words[Word.slotsUsed] = slots.reduce((most, slot) => Math.max(most, slot + 1), 0)
    words[Word.size] = slots.length
    words[Word.freeSlot] = NONE
    const taken = new Set(slots)
    for (let slot = (words[Word.slotsUsed] ?? 0) - 1; slot >= 0; slot--) if (!taken.has(slot)) this.#freeSlot(slot)
    const newest = slots.at(-1)
    if (newest !== undefined) {
      const seq = slotDoubles[(newest * SLOT_WORDS) / 2 + SlotDouble.seq] ?? 0
      doubles[Double.nextSeq] = Math.max(doubles[Double.nextSeq] ?? 0, seq + 1)
    }
    this.#order.rebuild(slots)
  }

  #rebuildArena(): void {
    const { words, slotWords } = this.#memory
    const inUse = ThreadRow.blocksInUse(words)
    for (const slot of this.#takenSlots()) {
      const base = slot * SLOT_WORDS
      if (slotWords[base + SlotWord.state] !== SlotState.bytes) continue
      const [offset, sizeClass] = [slotWords[base + SlotWord.block], slotWords[base + SlotWord.sizeClass]]
      inUse.push({ offset: offset ?? 0, sizeClass: sizeClass ?? 0 })
    }
    this.#arena.rebuild(inUse)
  }
}
