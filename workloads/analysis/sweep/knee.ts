/** One offered load, and what came of it. */
export interface LoadPoint {
  /** For example tasks a second. */
  readonly load: number
  /** For example the 95th percentile of the latency. */
  readonly latency: number
}

/** The load at the knee, or why there is none. */
export type Knee = { readonly load: number; readonly reason: null } | { readonly load: null; readonly reason: string }

const MIN_POINTS = 5
/** A latency that never becomes this many times as long bends nowhere: what is left is noise. */
const LEAST_GROWTH = 2
/** S of the paper: how many average steps the difference must fall after its top; 1 is its advice for whole curves. */
const SENSITIVITY = 1

/**
 * The knee of a latency curve: Kneedle (Satopää, Albrecht, Irwin, Raghavan, "Finding a 'kneedle' in a haystack:
 * detecting knee points in system behavior", ICDCS Workshops 2011) for a curve that rises ever more steeply. Both axes
 * are brought to 0..1; the knee is the first local maximum of x - y from which the difference falls by more than the
 * average step of x. The curve is not smoothed: each point is a mean of repeats already.
 */
export function findKnee(points: readonly LoadPoint[]): Knee {
  const sorted = [...points].sort((a, b) => a.load - b.load)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined || sorted.length < MIN_POINTS) {
    return none(`A knee needs at least ${MIN_POINTS} rates, and there are ${sorted.length}.`)
  }
  const latencies = sorted.map(({ latency }) => latency)
  const [low, high] = [Math.min(...latencies), Math.max(...latencies)]
  if (high < LEAST_GROWTH * low) {
    return none('Latency does not even double over these rates: no knee. Try higher ones.')
  }
  const x = sorted.map(({ load }) => (load - first.load) / (last.load - first.load))
  const difference = latencies.map((latency, i) => (x[i] ?? 0) - (latency - low) / (high - low))
  const step = 1 / (sorted.length - 1)
  for (let i = 1; i < sorted.length - 1; i++) {
    const top = difference[i] ?? 0
    if (top < (difference[i - 1] ?? 0) || top <= (difference[i + 1] ?? 0)) continue
    const rest = difference.slice(i + 1)
    const nextTop = rest.findIndex((value, j) => j > 0 && value > (rest[j - 1] ?? 0))
    const fall = nextTop < 0 ? rest : rest.slice(0, nextTop)
    if (fall.some((value) => value < top - SENSITIVITY * step)) return { load: sorted[i]?.load ?? 0, reason: null }
  }
  return none('Latency grows evenly over these rates: it has no knee.')
}

const none = (reason: string): Knee => ({ load: null, reason })
