import { OUTCOMES } from '../../contract/telemetry.ts'
import type { Steps } from '../steps.ts'
import { matchingTasks, type Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import { countInWords } from './words.ts'

const LOST = OUTCOMES.indexOf('lost')

/** Tasks without a result: their worker died with them, or nobody took them. One is enough, since it was counted. */
export function* tasksLost(facts: Facts): Steps<Insight | null> {
  const { input } = facts
  const { lost } = input.counts
  if (lost === 0) return null
  const { outcome, dispatchedMs, receivedMs } = input.tables.tasks.columns
  let fromMs = Infinity
  let toMs = 0
  const { tasks } = yield* matchingTasks(facts, (row) => {
    if (outcome[row] !== LOST) return false
    fromMs = Math.min(fromMs, dispatchedMs[row] ?? 0)
    toMs = Math.max(toMs, receivedMs[row] ?? 0)
    return true
  })
  const workers = input.workers.flatMap((one) => (one?.state === 'lost' ? [one.index] : []))
  return {
    id: 'tasks-lost',
    severity: 'problem',
    title: 'Tasks were lost',
    text:
      workers.length > 0
        ? `${countInWords(workers.length, 'worker')} died, and ${countInWords(lost, 'task')} got no result. ` +
          'The log says how each worker ended; submit the lost tasks again only if running one twice does no harm.'
        : `${countInWords(lost, 'task')} got no result, though no worker died: nobody took them out of the queue. ` +
          'Look at which consumer ended first, and at how the end of the items is made known.',
    numbers: [
      { label: 'Tasks lost', value: lost, unit: 'count' },
      { label: 'Workers lost', value: workers.length, unit: 'count' },
      { label: 'Share of all tasks', value: lost / Math.max(1, input.counts.submitted), unit: 'share' },
    ],
    evidence: { fromMs: Math.min(fromMs, toMs), toMs, workers, tasks },
  }
}
