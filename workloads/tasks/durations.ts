import { MAX_DURATION_MS } from './limits.ts'
import type { WorkloadParams } from './parameters.ts'
import { chooseExactly, createRandom } from './random.ts'

export interface Duration {
  ms: number
  /** One of the long ones of a bimodal distribution. */
  long: boolean
}

/** The durations of `total` tasks, one a call, as the parameters distribute them. Same seed, same durations. */
export function createDurations(params: WorkloadParams, total: number, seed: number): () => Duration {
  const { durationMs } = params
  const random = createRandom(seed, 'duration')
  const short = (ms: number): Duration => ({ ms: Math.min(ms, MAX_DURATION_MS), long: false })
  switch (params.distribution) {
    case 'fixed':
      return () => short(durationMs)
    case 'uniform':
      return () => short(durationMs * (1 + params.spread * (2 * random.uniform() - 1)))
    case 'log-normal':
      return () => short(random.logNormal(durationMs, params.sigma))
    case 'bimodal': {
      const isLong = createPicks(params.order, params.longShare, total, seed)
      return () => (isLong() ? { ms: params.longMs, long: true } : short(durationMs))
    }
  }
}

function createPicks(order: WorkloadParams['order'], share: number, total: number, seed: number): () => boolean {
  const long = Math.round(share * total)
  if (order === 'shuffled') return chooseExactly(long, total, createRandom(seed, 'order'))
  let made = 0
  return () => made++ < long
}

/** When each task is submitted, in milliseconds after the start, one a call and never decreasing. */
export function createArrivals(params: Pick<WorkloadParams, 'arrival' | 'ratePerSecond'>, seed: number): () => number {
  const gapMs = 1000 / params.ratePerSecond
  switch (params.arrival) {
    case 'all-at-once':
      return () => 0
    case 'steady': {
      let made = 0
      return () => made++ * gapMs
    }
    case 'poisson': {
      const random = createRandom(seed, 'arrival')
      let atMs = 0
      return () => (atMs += random.exponential(gapMs))
    }
  }
}
