import { NO_WORKER, OUTCOMES } from '../../contract/telemetry.ts'
import { mean, stddev } from '../statistics.ts'
import { erlangC, type MmcPrediction } from './erlang-c.ts'
import { readyMsIn, type QueueInput } from './queue-window.ts'

/** The prediction for the measured rate and service times, or why it is not offered. */
export type MmcOffer =
  | { readonly prediction: MmcPrediction; readonly servers: number; readonly reason: null }
  | { readonly prediction: null; readonly servers: number | null; readonly reason: string }

const OK = OUTCOMES.indexOf('ok')
const ERROR = OUTCOMES.indexOf('error')

/** Fewer say little about a distribution: the coefficient of variation of 100 exponential gaps is 1 ± 0.1. */
const MIN_TASKS = 100
/** "Roughly exponential": the coefficient of variation of an exponential distribution is 1. */
const EXPONENTIAL = { low: 0.75, high: 1.25 }
/** Halves of a Poisson process differ by more than this many standard deviations once in 370 runs. */
const MAX_SIGMAS = 3
/** How much longer tasks may run in one half than in the other. */
const MAX_SERVICE_DRIFT = 0.25
/** Workers that were there for less of the time than this were not a fixed number. */
const MIN_PRESENCE = 0.9

/**
 * What M/M/c predicts for a run, if its assumptions roughly hold there: all tasks through one queue to a fixed number of
 * workers, each of which runs one at a time; gaps between arrivals and run times with the spread of an exponential
 * distribution; neither rate nor run time another one in the second half; and workers that keep up.
 * Service is what a task keeps its worker for: from dispatch to receipt.
 */
export function predictMmc({ tasks, workers }: QueueInput): MmcOffer {
  const serving = workers.filter(({ role }) => role === 'worker' || role === 'consumer')
  if (serving.some(({ kind }) => kind === 'event-loop')) return no('an event loop runs all its tasks at a time: there is no number of servers.')
  const { submittedMs, dispatchedMs, receivedMs, worker, outcome } = tasks.columns
  const rows = Array.from({ length: tasks.length }, (_, row) => row)
  if (rows.some((row) => worker[row] === NO_WORKER || (outcome[row] !== OK && outcome[row] !== ERROR))) {
    return no('some tasks were cancelled, cut off or lost.')
  }
  if (rows.length < MIN_TASKS) return no(`it needs at least ${MIN_TASKS} tasks, and there are ${rows.length}.`)
  rows.sort((a, b) => (submittedMs[a] ?? 0) - (submittedMs[b] ?? 0))
  const arrivals = rows.map((row) => submittedMs[row] ?? 0)
  const gaps = arrivals.slice(1).map((at, i) => at - (arrivals[i] ?? 0))
  const service = rows.map((row) => (receivedMs[row] ?? 0) - (dispatchedMs[row] ?? 0))
  const [gapMs, serviceMs] = [mean(gaps) ?? 0, mean(service) ?? 0]
  if (!(gapMs > 0)) return no('all tasks arrive at once.')
  const [firstMs, lastMs] = [arrivals[0] ?? 0, arrivals.at(-1) ?? 0]
  const present = serving.map((one) => readyMsIn(one, firstMs, lastMs) / (lastMs - firstMs)).filter((share) => share > 0)
  if (present.some((share) => share < MIN_PRESENCE)) return no('the number of workers changes.')
  return (
    unlikeExponential('gaps between arrivals', gaps) ??
    unlikeExponential('run times', service) ??
    unsteady(arrivals, service) ??
    offer(1000 / gapMs, serviceMs, present.length)
  )
}

function offer(arrivalsPerSecond: number, serviceMs: number, servers: number): MmcOffer {
  const prediction = erlangC(arrivalsPerSecond, serviceMs, servers)
  if (prediction === null) return { ...no('tasks arrive faster than the workers can run them: the queue has no steady length.'), servers }
  return { prediction, servers, reason: null }
}

function unlikeExponential(what: string, values: readonly number[]): MmcOffer | null {
  const variation = (stddev(values) ?? 0) / (mean(values) ?? 1)
  if (variation >= EXPONENTIAL.low && variation <= EXPONENTIAL.high) return null
  const how = variation < EXPONENTIAL.low ? 'more even' : 'more uneven'
  return no(`the ${what} are ${how} than exponential ones: their coefficient of variation is ${variation.toFixed(2)}, and should be about 1.`)
}

function unsteady(arrivals: readonly number[], service: readonly number[]): MmcOffer | null {
  const middle = ((arrivals[0] ?? 0) + (arrivals.at(-1) ?? 0)) / 2
  const early = arrivals.filter((at) => at < middle).length
  const late = arrivals.length - early
  if (Math.abs(early - late) > MAX_SIGMAS * Math.sqrt(arrivals.length)) {
    return no(`the arrival rate changes: ${early} tasks in the first half of the time, ${late} in the second.`)
  }
  const [before, after] = [mean(service.slice(0, early)) ?? 0, mean(service.slice(early)) ?? 0]
  if (Math.max(before, after) > (1 + MAX_SERVICE_DRIFT) * Math.min(before, after)) {
    return no('tasks run longer in one half of the run than in the other.')
  }
  return null
}

const no = (reason: string): MmcOffer & { prediction: null } => ({ prediction: null, servers: null, reason })
