import type { Steps } from '../steps.ts'
import { matchingTasks, type Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import { countInWords, durationInWords } from './words.ts'

/** From 50 ms on people notice that a program hangs: the limit of the W3C's Long Tasks. */
const MAX_DELAY_MS = 50
/** A loop shows that it turns every 10 ms: the task that blocked it may have begun this long before the delay. */
const BEAT_MS = 10

/** The loop was late while a task ran that began then. One delay is enough: it was measured, not guessed. */
export function* loopBlocked(facts: Facts): Steps<Insight | null> {
  const worst = worstDelay(facts)
  if (worst === null) return null
  const { startedMs, finishedMs, worker, kind, id } = facts.input.tables.tasks.columns
  let longest = { row: 0, runMs: 0 }
  const { count, tasks } = yield* matchingTasks(facts, (row) => {
    const started = startedMs[row] ?? 0
    if (worker[row] !== worst.worker || started < worst.fromMs - BEAT_MS || started >= worst.toMs) return false
    const runMs = (finishedMs[row] ?? 0) - started
    if (runMs > longest.runMs) longest = { row, runMs }
    return true
  })
  // What no task explains, such as a pause of the whole machine, is not the loop's fault.
  if (count === 0 || longest.runMs < MAX_DELAY_MS / 2) return null
  const name = facts.input.info.kinds[kind[longest.row] ?? 0] ?? 'a task'
  return {
    id: 'loop-blocked',
    severity: 'problem',
    title: 'A task blocked the event loop',
    text:
      `The loop was up to ${durationInWords(worst.delayMs)} late; the longest task that began then, ` +
      `${name} ${id[longest.row] ?? 0}, ran for ${durationInWords(longest.runMs)} and let nobody else have a turn. ` +
      'Give computing to a thread pool or process pool, or let the task yield.',
    numbers: [
      { label: 'Worst event-loop delay', value: worst.delayMs, unit: 'ms' },
      { label: `Samples later than ${countInWords(MAX_DELAY_MS, 'ms', 'ms')}`, value: worst.samples, unit: 'count' },
      { label: 'Longest task then', value: longest.runMs, unit: 'ms' },
    ],
    evidence: { fromMs: worst.fromMs, toMs: worst.toMs, workers: [worst.worker], tasks },
  }
}

function worstDelay({ input }: Facts) {
  const { length, columns } = input.tables.samples
  let worst = { worker: 0, delayMs: 0, fromMs: 0, toMs: 0 }
  let samples = 0
  for (let row = 0; row < length; row++) {
    const delayMs = columns.loopDelayMs[row] ?? -1
    if (delayMs < MAX_DELAY_MS) continue
    samples++
    const toMs = columns.atMs[row] ?? 0
    if (delayMs > worst.delayMs) worst = { worker: columns.worker[row] ?? 0, delayMs, fromMs: toMs - delayMs, toMs }
  }
  return samples === 0 ? null : { ...worst, samples }
}
