const FIRST_CAPACITY = 1024
/** 64 MiB of tree: a task may be overtaken by this many later ones before the count becomes a lower bound. */
const MAX_CAPACITY = 2 ** 24

/**
 * Counts inversions while tasks end, O(log n) each: an ended task makes one for each task that was submitted later
 * and has ended already. Those are counted by a Fenwick tree (Fenwick, 1994) over the ids from `base` on; ids whose
 * predecessors have all ended are slid out of it, so that its size follows the tasks in flight and not the run.
 */
export class InversionCounter {
  #tree: Uint32Array
  /** Ids below this have left the tree. */
  #base = 0
  /** Ended tasks in the tree. */
  #inTree = 0
  #count = 0
  #exact = true
  readonly #maxCapacity: number

  /** @param maxCapacity bound of the tree's size in ids, a power of two */
  constructor(maxCapacity = MAX_CAPACITY) {
    this.#maxCapacity = maxCapacity
    this.#tree = new Uint32Array(Math.min(FIRST_CAPACITY, maxCapacity) + 1)
  }

  /** Inversions so far. */
  get count(): number {
    return this.#count
  }

  /** False once a task was overtaken by more later ones than the tree can hold: `count` is then a lower bound. */
  get exact(): boolean {
    return this.#exact
  }

  /** The task with this submission rank has ended. Each id comes once, in the order of the ends. */
  add(id: number): void {
    while (id - this.#base >= this.#capacity) this.#makeRoom()
    const place = id - this.#base + 1
    if (place < 1) {
      this.#count += this.#inTree
      return
    }
    this.#count += this.#inTree - this.#upTo(place)
    for (let i = place; i <= this.#capacity; i += i & -i) this.#tree[i] = (this.#tree[i] ?? 0) + 1
    this.#inTree++
  }

  get #capacity(): number {
    return this.#tree.length - 1
  }

  /** Ended tasks among the first `place` ids of the tree. */
  #upTo(place: number): number {
    let sum = 0
    for (let i = place; i > 0; i &= i - 1) sum += this.#tree[i] ?? 0
    return sum
  }

  #makeRoom(): void {
    const half = Math.max(1, this.#capacity / 2)
    const ended = this.#endedInARow()
    if (ended >= half) this.#slide(ended)
    else if (this.#capacity < this.#maxCapacity) this.#double()
    else {
      this.#exact = false
      this.#slide(half)
    }
  }

  /** How many ids from `base` on have all ended: the largest full prefix, found by descending the tree. */
  #endedInARow(): number {
    let place = 0
    for (let step = this.#capacity; step >= 1; step /= 2) {
      if (place + step <= this.#capacity && this.#tree[place + step] === step) place += step
    }
    return place
  }

  /** In a tree of 2n places the upper nodes start empty, except the last, which holds the sum of all. */
  #double(): void {
    const capacity = this.#capacity * 2
    const tree = new Uint32Array(capacity + 1)
    tree.set(this.#tree)
    tree[capacity] = this.#inTree
    this.#tree = tree
  }

  /** Drops the first `places` ids and builds the tree of the others anew, in O(capacity). */
  #slide(places: number): void {
    const tree = new Uint32Array(this.#tree.length)
    this.#inTree -= this.#upTo(places)
    for (let place = places + 1; place <= this.#capacity; place++) {
      tree[place - places] = this.#upTo(place) - this.#upTo(place - 1)
    }
    for (let i = 1; i < tree.length; i++) {
      const parent = i + (i & -i)
      if (parent < tree.length) tree[parent] = (tree[parent] ?? 0) + (tree[i] ?? 0)
    }
    this.#tree = tree
    this.#base += places
  }
}
