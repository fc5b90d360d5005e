import { quantileOfSorted } from '../percentile.ts'
import { mean } from '../statistics.ts'
import { studentTQuantile } from '../student-t.ts'
import { fitLeastSquares, type LeastSquaresFit, type Model } from './least-squares.ts'

/** Throughput of one run with so many workers. */
export interface SizeThroughput {
  readonly workers: number
  readonly throughput: number
}

/** A fitted value with its 95% confidence interval; without one where the data cannot give it. */
export interface Fitted {
  readonly value: number
  readonly low: number | null
  readonly high: number | null
}

export interface ScalabilityFit {
  /** Throughput of one worker. */
  readonly gamma: Fitted
  /** Contention: the share of the work that only one worker at a time can do. */
  readonly sigma: Fitted
  /** Coherency: what each pair of workers costs the other. */
  readonly kappa: Fitted
  /** Where the curve is highest, √((1 - sigma) / kappa); null when it has no peak. */
  readonly peak: { readonly workers: number; readonly throughput: number } | null
  /** What it levels off at without a peak, gamma / sigma; null when it has a peak, or no limit. */
  readonly limit: number | null
  /** Root mean square of the deviations of the sizes (medians of their repeats), as a share of each. */
  readonly relativeError: number
  /** Coefficient of determination; null when throughput is the same everywhere. */
  readonly rSquared: number | null
}

/** A fit, or why there is none. */
export type Scalability = { readonly fit: ScalabilityFit; readonly reason: null } | { readonly fit: null; readonly reason: string }

/** Three unknowns, and one more to see whether the law holds at all. */
export const MIN_SIZES = 4
/** Beyond this the curve would be drawn beside the points, not through them. */
export const MAX_RELATIVE_ERROR = 0.08
/** Runs of one size that are typically further than this from the curve say too little about its shape. */
export const MAX_SPREAD = 0.15
/** A worker in the largest pool that does this much more than the only one of the smallest: no law of slowing down. */
const SUPERLINEAR = 1.1
/** A loss that changes throughput by less than this at the largest size measured is none: nothing follows from it. */
const NEGLIGIBLE = 1e-3

/**
 * The Universal Scalability Law (Gunther, "A simple capacity model of massively parallel transaction systems", 1993;
 * "Guerrilla Capacity Planning", 2007, ch. 4-6), with the throughput of one worker as third parameter:
 * X(N) = gamma N / (1 + sigma (N - 1) + kappa N (N - 1)), all three not negative.
 */
export const scalabilityLaw: Model = {
  value: (n, [gamma = 0, sigma = 0, kappa = 0]) => (gamma * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1)),
  gradient: (n, [gamma = 0, sigma = 0, kappa = 0]) => {
    const slowing = 1 + sigma * (n - 1) + kappa * n * (n - 1)
    const steep = (-gamma * n) / slowing ** 2
    return [n / slowing, steep * (n - 1), steep * n * (n - 1)]
  },
}

/** Throughput that a fit predicts for a number of workers. */
export const predictedThroughput = ({ gamma, sigma, kappa }: Pick<ScalabilityFit, 'gamma' | 'sigma' | 'kappa'>, workers: number): number =>
  scalabilityLaw.value(workers, [gamma.value, sigma.value, kappa.value])

/** Fits the law to runs of several sizes, each repeat being one observation. */
export function fitScalability(runs: readonly SizeThroughput[]): Scalability {
  const sizes = [...new Set(runs.map(({ workers }) => workers))].sort((a, b) => a - b)
  const middles = sizes.map((workers) => medianOf(runs.flatMap((run) => (run.workers === workers ? [run.throughput] : []))))
  if (sizes.length < MIN_SIZES) return none(`It needs at least ${MIN_SIZES} sizes, and there are ${sizes.length}.`)
  if (middles.some((throughput) => !(throughput > 0))) return none('With one of the sizes nothing was done.')
  const perWorker = middles.map((throughput, i) => throughput / (sizes[i] ?? 1))
  const gain = (perWorker.at(-1) ?? 0) / (perWorker[0] ?? 1)
  if (gain > SUPERLINEAR) {
    return none(`Throughput grows faster than the number of workers (${gain.toFixed(2)} times as much for each): the law only knows losses.`)
  }
  const observations = runs.map(({ workers, throughput }) => ({ x: workers, y: throughput }))
  const fitted = fitLeastSquares(scalabilityLaw, observations, [Math.max(...perWorker), 0.1, 0.001])
  const [gamma = 0, sigma = 0, kappa = 0] = fitted.parameters
  const deviations = middles.map((throughput, i) => scalabilityLaw.value(sizes[i] ?? 1, fitted.parameters) / throughput - 1)
  const relativeError = Math.sqrt(mean(deviations.map((deviation) => deviation ** 2)) ?? 0)
  if (relativeError > MAX_RELATIVE_ERROR) {
    return none(
      `The curve misses the measurements by ${(relativeError * 100).toFixed(1)}% on average (${MAX_RELATIVE_ERROR * 100}% is the limit). ` +
        'The law bends gently; throughput that stops growing at once, as at the number of cores, is not of its shape.',
    )
  }
  const spread = medianOf(runs.map((run) => Math.abs(run.throughput / scalabilityLaw.value(run.workers, fitted.parameters) - 1)))
  if (spread > MAX_SPREAD) {
    return none(`Runs of one size differ too much: half of them are more than ${(spread * 100).toFixed(0)}% off the curve. Make runs longer, or the machine quieter.`)
  }
  const largest = sizes.at(-1) ?? 1
  // Where the interval of kappa reaches to 0 there may be no peak at all.
  const hasPeak = kappa * largest * (largest - 1) > NEGLIGIBLE && interval(fitted, 2).low !== 0 && sigma < 1
  const peakWorkers = hasPeak ? Math.sqrt((1 - sigma) / kappa) : null
  return {
    reason: null,
    fit: {
      gamma: interval(fitted, 0),
      sigma: interval(fitted, 1),
      kappa: interval(fitted, 2),
      peak: peakWorkers === null ? null : { workers: peakWorkers, throughput: scalabilityLaw.value(peakWorkers, fitted.parameters) },
      limit: !hasPeak && sigma * (largest - 1) > NEGLIGIBLE ? gamma / sigma : null,
      relativeError,
      rSquared: rSquared(runs, fitted.parameters),
    },
  }
}

const none = (reason: string): Scalability => ({ fit: null, reason })

const medianOf = (values: readonly number[]): number => quantileOfSorted([...values].sort((a, b) => a - b), 0.5) ?? 0

/** Of a parameter at its bound there is none: the curvature there says nothing about it. */
function interval({ parameters, covariance, degreesOfFreedom }: LeastSquaresFit, k: number): Fitted {
  const value = parameters[k] ?? 0
  const variance = covariance?.[k]?.[k] ?? null
  if (variance === null || value === 0) return { value, low: null, high: null }
  const margin = studentTQuantile(0.975, degreesOfFreedom) * Math.sqrt(variance)
  return { value, low: Math.max(0, value - margin), high: value + margin }
}

function rSquared(runs: readonly SizeThroughput[], parameters: readonly number[]): number | null {
  const middle = mean(runs.map(({ throughput }) => throughput)) ?? 0
  const total = runs.reduce((sum, { throughput }) => sum + (throughput - middle) ** 2, 0)
  const left = runs.reduce((sum, { workers, throughput }) => sum + (throughput - scalabilityLaw.value(workers, parameters)) ** 2, 0)
  return total > 0 ? 1 - left / total : null
}
