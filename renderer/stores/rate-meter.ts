/** Older checkpoints than this are of no use to any question asked. */
const KEPT_MS = 10_000
/** Checkpoints closer together than this add nothing. */
const STEP_MS = 20
const SLOTS = Math.ceil(KEPT_MS / STEP_MS) + 2

/** How fast a counter that only grows has grown lately. Fixed memory; times must not go back. */
export class RateMeter {
  #at = new Float64Array(SLOTS)
  #count = new Float64Array(SLOTS)
  #size = 0
  #next = 0

  /** The counter stood at `count` at `atMs`. */
  add(atMs: number, count: number): void {
    const last = (this.#next - 1 + SLOTS) % SLOTS
    const before = (this.#next - 2 + SLOTS) % SLOTS
    if (this.#size >= 2 && (this.#at[last] ?? 0) - (this.#at[before] ?? 0) < STEP_MS) {
      this.#at[last] = atMs
      this.#count[last] = count
      return
    }
    this.#at[this.#next] = atMs
    this.#count[this.#next] = count
    this.#next = (this.#next + 1) % SLOTS
    this.#size = Math.min(SLOTS, this.#size + 1)
  }

  /** Growth a second over the last `windowMs`, or over what there is; null before two checkpoints. */
  perSecond(windowMs: number): number | null {
    if (this.#size < 2) return null
    const last = (this.#next - 1 + SLOTS) % SLOTS
    const endMs = this.#at[last] ?? 0
    const fromMs = endMs - windowMs
    let slot = last
    for (let i = 1; i < this.#size; i++) {
      slot = (last - i + SLOTS) % SLOTS
      if ((this.#at[slot] ?? 0) <= fromMs) break
    }
    const spanMs = endMs - (this.#at[slot] ?? 0)
    return spanMs > 0 ? (((this.#count[last] ?? 0) - (this.#count[slot] ?? 0)) / spanMs) * 1000 : null
  }

  clear(): void {
    this.#size = 0
    this.#next = 0
  }
}
