import type { TaskQueue } from './task-queue.ts'

const MIN_CAPACITY = 16

/**
 * First in, first out, on a ring that doubles: 8 to 16 bytes a pending item, and every operation O(1) amortised.
 *
 *     slots   .  .  C  D  .  F  .  .       position p lives in slot p & mask;
 *                   head        tail       E was removed and left a hole that `shift` steps over
 *
 * Where an item lies is only written down once somebody removes one: where nobody cancels, it costs nothing.
 */
export class FifoTaskQueue<T> implements TaskQueue<T> {
  #slots: (T | undefined)[] = new Array<T | undefined>(MIN_CAPACITY)
  #mask = MIN_CAPACITY - 1
  #head = 0
  #tail = 0
  #size = 0
  #positions: Map<T, number> | undefined

  get size(): number {
    return this.#size
  }

  push(item: T): void {
    if (this.#tail - this.#head > this.#mask) this.#makeRoom()
    this.#slots[this.#tail & this.#mask] = item
    this.#positions?.set(item, this.#tail)
    this.#tail++
    this.#size++
  }

  unshift(item: T): void {
    if (this.#tail - this.#head > this.#mask) this.#makeRoom()
    this.#head--
    this.#slots[this.#head & this.#mask] = item
    this.#positions?.set(item, this.#head)
    this.#size++
  }

  shift(): T | undefined {
    while (this.#head < this.#tail) {
      const slot = this.#head++ & this.#mask
      const item = this.#slots[slot]
      if (item === undefined) continue
      this.#slots[slot] = undefined
      this.#positions?.delete(item)
      if (--this.#size === 0) this.#reset()
      return item
    }
    return undefined
  }

  remove(item: T): boolean {
    this.#positions ??= this.#findPositions()
    const position = this.#positions.get(item)
    if (position === undefined) return false
    this.#positions.delete(item)
    this.#slots[position & this.#mask] = undefined
    if (--this.#size === 0) this.#reset()
    return true
  }

  clear(): T[] {
    const items = this.#items()
    this.#slots = new Array<T | undefined>(MIN_CAPACITY)
    this.#mask = MIN_CAPACITY - 1
    this.#size = 0
    this.#reset()
    return items
  }

  #items(): T[] {
    const items: T[] = []
    for (let position = this.#head; position < this.#tail; position++) {
      const item = this.#slots[position & this.#mask]
      if (item !== undefined) items.push(item)
    }
    return items
  }

  #findPositions(): Map<T, number> {
    const positions = new Map<T, number>()
    for (let position = this.#head; position < this.#tail; position++) {
      const item = this.#slots[position & this.#mask]
      if (item !== undefined) positions.set(item, position)
    }
    return positions
  }

  /** Full: closes the holes if they are half of the ring, else doubles it. Either way positions start at 0 again. */
  #makeRoom(): void {
    const items = this.#items()
    const capacity = items.length * 2 > this.#mask ? (this.#mask + 1) * 2 : this.#mask + 1
    this.#slots = new Array<T | undefined>(capacity)
    for (const [index, item] of items.entries()) this.#slots[index] = item
    this.#mask = capacity - 1
    this.#head = 0
    this.#tail = items.length
    this.#positions &&= this.#findPositions()
  }

  /** Empty, and so are all slots: gives back the memory of a burst. */
  #reset(): void {
    if (this.#mask >= MIN_CAPACITY * 64) {
      this.#slots = new Array<T | undefined>(MIN_CAPACITY)
      this.#mask = MIN_CAPACITY - 1
    }
    this.#head = 0
    this.#tail = 0
    this.#positions = undefined
  }
}
