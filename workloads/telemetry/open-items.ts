/** An item that was put into a queue and has no outcome yet. */
export interface OpenItem {
  readonly id: number
  readonly kind: number
  readonly putMs: number
}

/**
 * Items between their put and their outcome. Producers and consumers report in batches of their own, so an item's end
 * may be told before its put; each item is counted once all the same.
 */
export class OpenItems {
  readonly #open = new Map<number, OpenItem>()
  readonly #early = new Set<number>()

  /** The producer told of it. */
  put(item: OpenItem): void {
    if (!this.#early.delete(item.id)) this.#open.set(item.id, item)
  }

  /** A consumer told of its end. */
  ended(id: number): void {
    if (!this.#open.delete(id)) this.#early.add(id)
  }

  /** Items whose producer died before it could tell of them, though they ended. */
  get untold(): number {
    return this.#early.size
  }

  takeAll(): OpenItem[] {
    const items = [...this.#open.values()]
    this.#open.clear()
    return items
  }
}
