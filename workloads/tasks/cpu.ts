/** Tasks that keep a core busy. None of them can be interrupted: like all synchronous code, they end when done. */

export interface SpinInput {
  /** CPU time that the task shall cost on an otherwise idle core. */
  ms: number
  /** From `measureSpinRate`. */
  iterationsPerMs: number
}

/** Small enough that the loop below stays in 32-bit integers, large enough that the outer loop costs nothing. */
const BLOCK = 4096

/** Marsaglia's xorshift32 (2003): each step needs the one before, so neither compiler nor core can take a short cut. */
function burn(iterations: number, state: number): number {
  let x = state
  for (let i = 0; i < iterations; i++) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
  }
  return x
}

/**
 * A fixed number of steps of integer work, whatever the clock says: with more workers than cores it takes longer.
 * The first few hundred thousand steps of a new worker are slower (1 to 3 ms in all): its compiler is still at work.
 * @returns the last state, which only the full work can produce
 */
export function spinIterations(iterations: number): number {
  let state = 1
  let left = Math.round(iterations)
  for (; left >= BLOCK; left -= BLOCK) state = burn(BLOCK, state)
  return burn(left, state)
}

/** CPU work of about `ms` milliseconds. */
export function spin({ ms, iterationsPerMs }: SpinInput): number {
  return spinIterations(ms * iterationsPerMs)
}

/** 0² + 1² + ... + (n-1)², as in Python's `sum(i * i for i in range(n))`. Exact up to n = 300,000, then rounded. */
export function sumOfSquares({ n }: { n: number }): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += i * i
  return sum
}

/** 32 kB: a segment stays in the first-level cache of a core, however large `n` is. */
const SEGMENT = 32_768

/** The primes up to `limit`: the sieve of Eratosthenes. */
function smallPrimes(limit: number): number[] {
  const composite = new Uint8Array(limit + 1)
  const found: number[] = []
  for (let i = 2; i <= limit; i++) {
    if (composite[i] === 1) continue
    found.push(i)
    for (let multiple = i * i; multiple <= limit; multiple += i) composite[multiple] = 1
  }
  return found
}

/** How many primes there are up to and including `n`, by a segmented sieve: its memory does not grow with `n`. */
export function primes({ n }: { n: number }): number {
  const base = smallPrimes(Math.floor(Math.sqrt(n)))
  const composite = new Uint8Array(SEGMENT)
  let count = 0
  for (let low = 2; low <= n; low += SEGMENT) {
    const length = Math.min(SEGMENT, n - low + 1)
    composite.fill(0)
    for (const prime of base) {
      const first = Math.max(prime * prime, Math.ceil(low / prime) * prime)
      for (let multiple = first - low; multiple < length; multiple += prime) composite[multiple] = 1
    }
    for (let i = 0; i < length; i++) count += composite[i] === 0 ? 1 : 0
  }
  return count
}
