import type { TaskRef } from '../../contract/index.ts'

/** Share of the newest run in the mean. */
const NEWEST_SHARE = 1 / 8

/** A task function as a pool knows it. */
export class PoolFunction {
  /** The number by which tasks name it on the wire. */
  readonly index: number
  readonly module: string
  readonly name: string
  #meanMs = Infinity

  constructor(index: number, ref: TaskRef) {
    this.index = index
    this.module = ref.module
    this.name = ref.name
  }

  /**
   * What a run may be expected to cost: a mean in which the newest runs count most; Infinity before the first. No maximum:
   * on a busy machine any short run is interrupted now and then. Whoever is behind a run that takes much longer is
   * rescued (`Dispatcher`).
   */
  get expectedMs(): number {
    return this.#meanMs
  }

  ran(runMs: number): void {
    this.#meanMs = this.#meanMs === Infinity ? runMs : this.#meanMs + (runMs - this.#meanMs) * NEWEST_SHARE
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
