import type { TaskRef } from '../../contract/index.ts'

/** Share of the newest run in the mean. */
const NEWEST_SHARE = 1 / 8
/** What takes so long to be copied takes about as long to be read at the other end. */
const ENDS = 2

/** A task function as a pool knows it. */
export class PoolFunction {
  /** The number by which tasks name it on the wire. */
  readonly index: number
  readonly module: string
  readonly name: string
  #meanMs = Infinity
  /** NaN: none was sent yet that takes time. */
  #sendMs = NaN

  constructor(index: number, ref: TaskRef) {
    this.index = index
    this.module = ref.module
    this.name = ref.name
  }

  /**
   * What a run may be expected to cost, with the way of its input: means in which the newest count most; Infinity before
   * the first run. No maximum: on a busy machine any short run is interrupted now and then. Whoever is behind a run that
   * takes much longer is rescued (`Dispatcher`).
   */
  get expectedMs(): number {
    return this.#meanMs + ENDS * (this.#sendMs || 0)
  }

  /** An input took so long to be copied: megabytes cost more than most runs, and are not to be sent twice. */
  sent(sendMs: number): void {
    this.#sendMs = newMean(this.#sendMs, sendMs)
  }

  ran(runMs: number): void {
    this.#meanMs = newMean(this.#meanMs, runMs)
  }
}

/** The first value is the mean until there is another. */
function newMean(mean: number, newest: number): number {
  return Number.isFinite(mean) ? mean + (newest - mean) * NEWEST_SHARE : newest
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
