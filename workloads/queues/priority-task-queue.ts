import type { TaskQueue } from './task-queue.ts'

/** Tombstones that are kept before the heap is cleaned; fewer are not worth the walk. */
const MIN_TOMBSTONES = 64

/**
 * Smallest number first, first in first out among equals: a binary heap in three parallel arrays (24 bytes an item).
 *
 * The priority of an item is read once, when it comes in. Linear ageing needs no more than that: "one step up for each
 * `ageMs` of waiting" orders items exactly as `priority + submittedMs / ageMs` does.
 *
 * A removed item stays in the heap as a tombstone until it comes up or tombstones are half of the heap. Which entries
 * are alive is only written down once somebody removes one.
 */
export class PriorityTaskQueue<T> implements TaskQueue<T> {
  readonly #priorityOf: (item: T) => number
  #items: T[] = []
  #priorities: number[] = []
  #orders: number[] = []
  #nextOrder = 0
  #firstOrder = -1
  #tombstones = 0
  /** The order number of each item that is alive. */
  #alive: Map<T, number> | undefined

  /** @param priorityOf smaller numbers come out first; must not be NaN */
  constructor(priorityOf: (item: T) => number) {
    this.#priorityOf = priorityOf
  }

  get size(): number {
    return this.#items.length - this.#tombstones
  }

  push(item: T): void {
    this.#insert(item, this.#nextOrder++)
  }

  unshift(item: T): void {
    this.#insert(item, this.#firstOrder--)
  }

  shift(): T | undefined {
    while (this.#items.length > 0) {
      const item = this.#items[0] as T
      const order = this.#orders[0] as number
      this.#removeTop()
      if (this.#alive === undefined) return item
      if (this.#alive.get(item) === order) {
        this.#alive.delete(item)
        return item
      }
      this.#tombstones--
    }
    return undefined
  }

  remove(item: T): boolean {
    this.#alive ??= new Map(this.#items.map((each, index) => [each, this.#orders[index] as number]))
    if (!this.#alive.delete(item)) return false
    this.#tombstones++
    if (this.#tombstones > MIN_TOMBSTONES && this.#tombstones * 2 > this.#items.length) this.#bury()
    return true
  }

  clear(): T[] {
    const items: T[] = []
    for (let item = this.shift(); item !== undefined; item = this.shift()) items.push(item)
    this.#alive = undefined
    return items
  }

  #insert(item: T, order: number): void {
    this.#alive?.set(item, order)
    this.#items.push(item)
    this.#priorities.push(0)
    this.#orders.push(0)
    this.#siftUp(this.#items.length - 1, item, this.#priorityOf(item), order)
  }

  #removeTop(): void {
    const item = this.#items.pop() as T
    const priority = this.#priorities.pop() as number
    const order = this.#orders.pop() as number
    if (this.#items.length > 0) this.#siftDown(0, item, priority, order)
  }

  #before(index: number, priority: number, order: number): boolean {
    const other = this.#priorities[index] as number
    return other < priority || (other === priority && (this.#orders[index] as number) < order)
  }

  #set(index: number, item: T, priority: number, order: number): void {
    this.#items[index] = item
    this.#priorities[index] = priority
    this.#orders[index] = order
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#items[from] as T, this.#priorities[from] as number, this.#orders[from] as number)
  }

  #siftUp(start: number, item: T, priority: number, order: number): void {
    let index = start
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (this.#before(parent, priority, order)) break
      this.#move(parent, index)
      index = parent
    }
    this.#set(index, item, priority, order)
  }

  #siftDown(start: number, item: T, priority: number, order: number): void {
    const end = this.#items.length
    let index = start
    for (let child = index * 2 + 1; child < end; child = index * 2 + 1) {
      const right = child + 1
      if (right < end && this.#before(right, this.#priorities[child] as number, this.#orders[child] as number)) {
        child = right
      }
      if (!this.#before(child, priority, order)) break
      this.#move(child, index)
      index = child
    }
    this.#set(index, item, priority, order)
  }

  /** Rebuilds the heap without its tombstones, in O(n). */
  #bury(): void {
    const alive = this.#alive
    let kept = 0
    for (let index = 0; index < this.#items.length; index++) {
      if (alive?.get(this.#items[index] as T) === this.#orders[index]) this.#move(index, kept++)
    }
    this.#items.length = kept
    this.#priorities.length = kept
    this.#orders.length = kept
    this.#tombstones = 0
    for (let index = (kept >> 1) - 1; index >= 0; index--) {
      this.#siftDown(index, this.#items[index] as T, this.#priorities[index] as number, this.#orders[index] as number)
    }
  }
}
