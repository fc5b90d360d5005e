import type { Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import { durationInWords, shareInWords } from './words.ts'

/** Fewer tell more of the first messages than of the tasks. */
const MIN_TASKS = 20

/**
 * Workers spent more time on transfer than on running tasks. Transfer is the time in which a worker had tasks but ran
 * none, so that tasks which wait in a worker's hands do not count twice. The first task of a worker is left out.
 */
export function transferCost({ serial }: Facts): Insight | null {
  // What consumers do with items is no transfer: they report many at a time, later.
  const workers = [...serial.values()].filter(({ info, tasks }) => info.role === 'worker' && tasks > 1)
  let [tasks, runMs, heldMs] = [0, 0, 0]
  for (const one of workers) {
    tasks += one.tasks - 1
    runMs += one.runMs - one.firstRunMs
    heldMs += one.heldMs - one.firstHeldMs
  }
  const transferMs = heldMs - runMs
  if (tasks < MIN_TASKS || transferMs <= runMs) return null
  const share = transferMs / heldMs
  return {
    id: 'transfer-cost',
    severity: 'problem',
    title: 'Transfer costs more than the work',
    text:
      `A task takes ${durationInWords(transferMs / tasks)} to get to a worker and back, and ` +
      `${durationInWords(runMs / tasks)} to run: ${shareInWords(share)} of the workers' time is transfer. ` +
      'Send less (ids or paths in place of contents), transfer buffers, share memory, or make tasks larger.',
    numbers: [
      { label: 'Transfer of a task, mean', value: transferMs / tasks, unit: 'ms' },
      { label: 'Run time, mean', value: runMs / tasks, unit: 'ms' },
      { label: 'Share of transfer', value: share, unit: 'share' },
    ],
    evidence: {
      fromMs: Math.min(...workers.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...workers.map(({ toMs }) => toMs)),
      workers: workers.map(({ info }) => info.index),
    },
  }
}
