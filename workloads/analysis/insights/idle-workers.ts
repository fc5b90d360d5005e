import type { Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import { durationInWords, shareInWords } from './words.ts'

/** Below, it is the time that a result and the next task are on their way. */
const MIN_SHARE = 0.1
const MIN_TASKS = 20
/** Less waiting in all is over before anybody could have taken a task. */
const MIN_WAITING_MS = 50

/** Tasks waited in the queue though ready workers had nothing to do. */
export function idleWorkers({ ran, serial }: Facts): Insight | null {
  // Where each worker is made for one task, those that have done theirs take no other.
  const shared = [...serial.values()].some(({ tasks }) => tasks > 1)
  if (!shared || ran < MIN_TASKS) return null
  const workers = [...serial.values()]
  const waitingMs = workers.reduce((sum, one) => sum + one.waitingMs, 0)
  const idleMs = workers.reduce((sum, one) => sum + one.idleMs, 0)
  const share = idleMs / waitingMs
  if (waitingMs < MIN_WAITING_MS || share < MIN_SHARE) return null
  const most = workers.reduce((a, b) => (b.idleMs > a.idleMs ? b : a))
  return {
    id: 'idle-workers',
    severity: 'hint',
    title: 'Workers are idle while tasks wait',
    text:
      `While tasks waited, ready workers had nothing to do for ${shareInWords(share)} of their time, ` +
      `${most.info.id} for ${durationInWords(most.idleMs)}. What hands out the tasks is too slow, or busy itself: ` +
      'make tasks larger, submit many at once, and keep work off the thread that submits.',
    numbers: [
      { label: 'Idle share while tasks wait', value: share, unit: 'share' },
      { label: 'Idle then, all workers', value: idleMs, unit: 'ms' },
      { label: 'Longest pause', value: most.longestIdle.toMs - most.longestIdle.fromMs, unit: 'ms' },
    ],
    evidence: { ...most.longestIdle, workers: workers.filter((one) => one.idleMs > 0).map(({ info }) => info.index) },
  }
}
