import { COST_PARTS, type CostPart, type TaskCost } from '../../contract/cost.ts'
import { MODEL_WORDS, type Model } from '../../contract/own-task.ts'
import { modelOf } from '../counterpart.ts'
import { countInWords, durationInWords, inWords, shareInWords } from '../insights/words.ts'

/** As labels of bars and rows. */
export const COST_LABELS: Readonly<Record<CostPart, string>> = {
  start: 'Worker start',
  wait: 'Queue wait',
  transferIn: 'Transfer in',
  run: 'Run',
  transferOut: 'Transfer out',
}

/** Within a sentence, after "9.8 ms". */
const PHRASES = { start: 'waiting for its worker to start', wait: 'waiting in the queue', transfer: 'transfer', run: 'running' } as const
/** Less of a whole is not worth words. */
const MIN_SHARE = 0.05
/** Costs that are nearer than this are called the same. */
const SAME = 1.05

const PLACES: Readonly<Record<Model, string>> = {
  threads: `with ${MODEL_WORDS.threads}`,
  processes: `with ${MODEL_WORDS.processes}`,
  'event-loop': `on an ${MODEL_WORDS['event-loop']}`,
  serial: 'one after the other',
}

/** What a task costs the worker that runs it, on average: its share of the workers' start, transfer, run. */
interface WorkerCost {
  readonly start: number
  readonly transfer: number
  readonly run: number
}

function workerCost({ parts, tasks, workerStartMs }: TaskCost): WorkerCost {
  return { start: workerStartMs / tasks, transfer: parts.transferIn.meanMs + parts.transferOut.meanMs, run: parts.run.meanMs }
}

/** Mean time of a task from its submission to its result. */
export const meanLatencyMs = ({ parts }: TaskCost): number => COST_PARTS.reduce((sum, part) => sum + parts[part].meanMs, 0)

/** Where the time of a task went, in sentences made of its means. */
export function costSentences(cost: TaskCost): string[] {
  const { parts, workers, workerStartMs, tasks } = cost
  const { transfer, run } = workerCost(cost)
  const atWorkerMs = transfer + run
  const latencyMs = meanLatencyMs(cost)
  const all = { start: parts.start.meanMs, wait: parts.wait.meanMs, transfer, run }
  const told = shares(latencyMs, Object.entries(all).map(([name, ms]) => [PHRASES[name as keyof typeof PHRASES], ms]))
  const sentences = [`From submission to result a task took ${durationInWords(latencyMs)}: ${told}.`]
  if (all.start + all.wait >= MIN_SHARE * latencyMs) {
    sentences.push(`At its worker it took ${durationInWords(atWorkerMs)}: ${shares(atWorkerMs, [[PHRASES.run, run], [PHRASES.transfer, transfer]])}.`)
  }
  if (workerStartMs / tasks >= MIN_SHARE * atWorkerMs) {
    const each = durationInWords(workerStartMs / tasks)
    sentences.push(`Starting ${countInWords(workers, 'worker')} took ${durationInWords(workerStartMs)}, which is ${each} for each of the ${countInWords(tasks, 'task')}.`)
  }
  return sentences
}

/** `9.8 ms (80 %) transfer, 2.1 ms (17 %) running`: the largest first, what hardly counts left out. */
function shares(wholeMs: number, parts: readonly (readonly [string, number])[]): string {
  const large = [...parts].sort(([, a], [, b]) => b - a).filter(([, ms], i) => i === 0 || ms >= MIN_SHARE * wholeMs)
  return large.map(([name, ms]) => `${durationInWords(ms)} (${shareInWords(wholeMs > 0 ? ms / wholeMs : 0)}) ${name}`).join(', ')
}

/** One of two that are compared: the costs of its repeats. */
export interface CostSide {
  readonly technique: string
  readonly costs: readonly TaskCost[]
}

/**
 * Why a task costs more in one of two runs than in the other, in a sentence made of the means of their repeats; null where
 * one of them has no tasks.
 * @param names where that is, when both ran under the same model
 */
export function costDifference(a: CostSide, b: CostSide, names: readonly [string, string] = ['in a', 'in b']): string | null {
  const [costA, costB] = [meanCost(a.costs), meanCost(b.costs)]
  if (costA === null || costB === null) return null
  const [placeA, placeB] = placesOf(a.technique, b.technique) ?? names
  const [totalA, totalB] = [sum(costA), sum(costB)]
  const isSlower = totalB >= totalA
  const [slow, fast] = isSlower ? [costB, costA] : [costA, costB]
  const [slowPlace, fastPlace] = isSlower ? [placeB, placeA] : [placeA, placeB]
  const [slowMs, fastMs] = [sum(slow), sum(fast)]
  const both = `${durationInWords(slowMs)} against ${durationInWords(fastMs)}`
  if (slowMs <= SAME * fastMs) return `A task costs its worker about as much ${slowPlace} as ${fastPlace}: ${both}.`
  return `A task costs its worker ${inWords(slowMs / fastMs)} times as much ${slowPlace} as ${fastPlace}: ${both}. ${reasons(slow, fast)}`
}

const REASONS: Readonly<Record<keyof WorkerCost, string>> = { start: 'starting workers', transfer: 'transfer', run: 'running' }

/** What the difference is made of, and what takes some of it back. */
function reasons(slow: WorkerCost, fast: WorkerCost): string {
  const moreMs = sum(slow) - sum(fast)
  const parts = (['start', 'transfer', 'run'] as const).map((part) => ({ what: REASONS[part], ms: slow[part] - fast[part] }))
  const large = parts.filter(({ ms }) => Math.abs(ms) >= MIN_SHARE * moreMs).sort((one, other) => other.ms - one.ms)
  if (large.every(({ ms }) => ms > 0)) {
    const into = large.map(({ what, ms }) => `${durationInWords(ms)} (${shareInWords(ms / moreMs)}) for ${what}`)
    return `Of the ${durationInWords(moreMs)} more, it needs ${into.join(', ')}.`
  }
  const each = large.map(({ what, ms }) => `${durationInWords(Math.abs(ms))} ${ms > 0 ? 'more' : 'less'} for ${what}`)
  return `It needs ${each.join(', ')}.`
}

const sum = ({ start, transfer, run }: WorkerCost): number => start + transfer + run

function meanCost(costs: readonly TaskCost[]): WorkerCost | null {
  if (costs.length === 0) return null
  const all = costs.map(workerCost)
  const mean = (part: keyof WorkerCost): number => all.reduce((total, one) => total + one[part], 0) / all.length
  return { start: mean('start'), transfer: mean('transfer'), run: mean('run') }
}

/** Their models in words; null when these are the same, or not known. */
function placesOf(a: string, b: string): readonly [string, string] | null {
  const [one, other] = [modelOf(a), modelOf(b)]
  return one === null || other === null || one === other ? null : [PLACES[one], PLACES[other]]
}
