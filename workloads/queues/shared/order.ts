import { NONE, SLOT_WORDS, SlotDouble, SlotWord, Word, type QueueKind } from './layout.ts'
import type { Memory } from './memory.ts'

/** Which item is next. Everything an order keeps is derived: `rebuild` makes it again. Called under the lock. */
export interface Order {
  /** Appends a slot that has just been committed. */
  add(slot: number): void
  /** The slot that is next, or NONE. */
  first(): number
  /** Takes out the slot that `first` returned. */
  removeFirst(): void
  /** Starts again with these slots, oldest first. */
  rebuild(slots: number[]): void
}

/** A chain through the slots: new ones at the end (fifo) or at the front (lifo). */
class ChainOrder implements Order {
  readonly #memory: Memory
  readonly #atFront: boolean

  constructor(memory: Memory, atFront: boolean) {
    this.#memory = memory
    this.#atFront = atFront
  }

  add(slot: number): void {
    const { words, slotWords } = this.#memory
    const head = words[Word.head] ?? NONE
    if (this.#atFront || head === NONE) {
      slotWords[slot * SLOT_WORDS + SlotWord.next] = head
      words[Word.head] = slot
      if (head === NONE) words[Word.tail] = slot
      return
    }
    slotWords[slot * SLOT_WORDS + SlotWord.next] = NONE
    const tail = words[Word.tail] ?? NONE
    this.#memory.reachSlot(tail)
    this.#memory.slotWords[tail * SLOT_WORDS + SlotWord.next] = slot
    words[Word.tail] = slot
  }

  first(): number {
    return this.#memory.words[Word.head] ?? NONE
  }

  removeFirst(): void {
    const { words, slotWords } = this.#memory
    words[Word.head] = slotWords[(words[Word.head] ?? 0) * SLOT_WORDS + SlotWord.next] ?? NONE
  }

  rebuild(slots: number[]): void {
    this.#memory.words[Word.head] = NONE
    this.#memory.words[Word.tail] = NONE
    for (const slot of slots) this.add(slot)
  }
}

/** A binary heap, smallest priority first, oldest first among equals. Cell `i` is a field of slot `i`. */
class HeapOrder implements Order {
  readonly #memory: Memory

  constructor(memory: Memory) {
    this.#memory = memory
  }

  get #length(): number {
    // Until the first rebuild or add after creation there is no head, which stands for an empty heap.
    return Math.max(0, this.#memory.words[Word.tail] ?? 0)
  }

  set #length(length: number) {
    this.#memory.words[Word.tail] = length
  }

  #cell(index: number): number {
    return this.#memory.slotWords[index * SLOT_WORDS + SlotWord.heapCell] ?? NONE
  }

  #setCell(index: number, slot: number): void {
    this.#memory.slotWords[index * SLOT_WORDS + SlotWord.heapCell] = slot
  }

  #before(a: number, b: number): boolean {
    const { slotDoubles } = this.#memory
    const base = SLOT_WORDS / 2
    const first = slotDoubles[a * base + SlotDouble.priority] ?? 0
    const second = slotDoubles[b * base + SlotDouble.priority] ?? 0
    if (first !== second) return first < second
    return (slotDoubles[a * base + SlotDouble.seq] ?? 0) < (slotDoubles[b * base + SlotDouble.seq] ?? 0)
  }

  add(slot: number): void {
    let index = this.#length
    // The heap never has more cells than there are slots, but another thread may have used more of them.
    this.#memory.reachSlot(Math.max(0, (this.#memory.words[Word.slotsUsed] ?? 1) - 1))
    this.#length = index + 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      const other = this.#cell(parent)
      if (!this.#before(slot, other)) break
      this.#setCell(index, other)
      index = parent
    }
    this.#setCell(index, slot)
  }

  first(): number {
    this.#memory.reachSlot(Math.max(0, (this.#memory.words[Word.slotsUsed] ?? 1) - 1))
    return this.#length === 0 ? NONE : this.#cell(0)
  }

  removeFirst(): void {
    const length = this.#length - 1
    this.#length = length
    if (length === 0) return
    const slot = this.#cell(length)
    let index = 0
    for (let child = 1; child < length; child = index * 2 + 1) {
      if (child + 1 < length && this.#before(this.#cell(child + 1), this.#cell(child))) child++
      const other = this.#cell(child)
      if (!this.#before(other, slot)) break
      this.#setCell(index, other)
      index = child
    }
    this.#setCell(index, slot)
  }

  rebuild(slots: number[]): void {
    this.#length = 0
    for (const slot of slots) this.add(slot)
  }
}

export function createOrder(kind: QueueKind, memory: Memory): Order {
  return kind === 'priority' ? new HeapOrder(memory) : new ChainOrder(memory, kind === 'lifo')
}
