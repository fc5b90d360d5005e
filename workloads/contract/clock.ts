/** Milliseconds of the machine's monotonic clock; one clock for all threads and processes of the machine. */
export type MonotonicMs = number

/** Where time comes from. Engine code takes one instead of reading the clock, so that tests can turn it. */
export interface Clock {
  nowMs(): MonotonicMs
  /** Calls `callback` once after `delayMs`; the returned function cancels that. */
  setTimer(callback: () => void, delayMs: number): () => void
}
