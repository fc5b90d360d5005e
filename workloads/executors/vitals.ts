import { WAIT_STATES, type WaitState } from '../contract/names.ts'

/**
 * What a thread leaves in shared memory for whoever watches it, since a thread that computes or blocks cannot answer
 * a message. 64-bit floats, each written by one side only except `worstDelay`, which the watcher resets: a race
 * there can lose one peak that came within the same microsecond.
 */
const FIELDS = { beatAtMs: 0, worstDelayMs: 1, memoryBytes: 2, waitState: 3, waitSinceMs: 4, loading: 5 } as const
export const VITALS_BYTES = 8 * Object.keys(FIELDS).length
/** How often an event loop shows that it lives. */
export const BEAT_MS = 10
/** How often a thread tells how much memory it holds. */
export const MEMORY_MS = 100

/** The worker's side. */
export class VitalsWriter {
  readonly #cells: Float64Array
  constructor(buffer: SharedArrayBuffer) {
    this.#cells = new Float64Array(buffer)
    this.#cells[FIELDS.waitState] = -1
  }

  /** The loop turned; it was due `dueAtMs`. */
  beat(nowMs: number, dueAtMs: number): void {
    this.#cells[FIELDS.beatAtMs] = nowMs
    const late = nowMs - dueAtMs
    if (late > (this.#cells[FIELDS.worstDelayMs] ?? 0)) this.#cells[FIELDS.worstDelayMs] = late
  }

  memory(bytes: number): void {
    this.#cells[FIELDS.memoryBytes] = bytes
  }

  /** So many modules are being loaded. */
  loading(modules: number): void {
    this.#cells[FIELDS.loading] = modules
  }

  waiting(state: WaitState | null, nowMs: number): void {
    this.#cells[FIELDS.waitSinceMs] = nowMs
    this.#cells[FIELDS.waitState] = state === null ? -1 : WAIT_STATES.indexOf(state)
  }
}

/** The watcher's side. */
export class VitalsReader {
  readonly #cells: Float64Array
  constructor(buffer: SharedArrayBuffer) {
    this.#cells = new Float64Array(buffer)
  }

  /** The worst delay since the last call, or the present one if the loop stands still; -1 without a beat. */
  takeLoopDelayMs(nowMs: number): number {
    const beatAtMs = this.#cells[FIELDS.beatAtMs] ?? 0
    if (beatAtMs === 0) return -1
    const worst = this.#cells[FIELDS.worstDelayMs] ?? 0
    this.#cells[FIELDS.worstDelayMs] = 0
    return Math.max(0, worst, nowMs - beatAtMs - BEAT_MS)
  }

  /** How long the loop has stood still; 0 without a beat. */
  stillMs(nowMs: number): number {
    const beatAtMs = this.#cells[FIELDS.beatAtMs] ?? 0
    return beatAtMs === 0 ? 0 : Math.max(0, nowMs - beatAtMs - BEAT_MS)
  }

  get memoryBytes(): number {
    return this.#cells[FIELDS.memoryBytes] ?? 0
  }

  get isLoading(): boolean {
    return (this.#cells[FIELDS.loading] ?? 0) > 0
  }

  get wait(): { state: WaitState; sinceMs: number } | null {
    const state = WAIT_STATES[this.#cells[FIELDS.waitState] ?? -1]
    return state === undefined ? null : { state, sinceMs: this.#cells[FIELDS.waitSinceMs] ?? 0 }
  }
}
