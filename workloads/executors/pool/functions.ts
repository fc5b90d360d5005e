import type { TaskRef } from '../../contract/index.ts'

/** How fast a slow run is forgotten: after about 900 results a 10 ms run counts as 1 us. */
const DECAY = 0.99

/** A task function as a pool knows it. */
export class PoolFunction {
  /** The number by which tasks name it on the wire. */
  readonly index: number
  readonly module: string
  readonly name: string
  #slowMs = Infinity

  constructor(index: number, ref: TaskRef) {
    this.index = index
    this.module = ref.module
    this.name = ref.name
  }

  /**
   * What a run may be expected to cost: a slowly decaying maximum of its run times; Infinity before the first. A
   * maximum, since one slow task among fast ones is what makes prefetching harmful.
   */
  get slowMs(): number {
    return this.#slowMs
  }

  ran(runMs: number): void {
    this.#slowMs = this.#slowMs === Infinity ? runMs : Math.max(runMs, this.#slowMs * DECAY)
  }
}

/** The functions of a pool, one entry for each module and export name. */
export class FunctionTable {
  readonly #byName = new Map<string, PoolFunction>()
  /** Most callers submit the same reference again and again: no string is built for those. */
  readonly #byRef = new WeakMap<TaskRef, PoolFunction>()

  get(ref: TaskRef): PoolFunction {
    const known = this.#byRef.get(ref)
    if (known !== undefined) return known
    const key = `${ref.module}#${ref.name}`
    let fn = this.#byName.get(key)
    if (fn === undefined) {
      fn = new PoolFunction(this.#byName.size, ref)
      this.#byName.set(key, fn)
    }
    this.#byRef.set(ref, fn)
    return fn
  }
}
