import { quantileOfSorted } from '../percentile.ts'
import type { Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import type { WorkerFacts } from './worker-facts.ts'
import { countInWords, inWords, shareInWords } from './words.ts'

/** Below a quarter of what the others get; a share that merely varies does not fall that low. */
const MAX_SHARE = 0.25
/** Tasks that a worker must have been due: with an even chance for each, 20 give 5 or fewer once in 10,000 runs. */
const MIN_EXPECTED = 20
/** A worker that was not there for half of the time had no fair share to get. */
const MIN_PRESENCE = 0.5
/** The others must have been busy: with little to do, it does not matter who does it. */
const MIN_BUSY = 0.5

/** One worker got far fewer tasks, and was far less busy, than the others. */
export function workerStarved(facts: Facts): Insight | null {
  const { firstStartedMs: fromMs, lastFinishedMs: toMs } = facts
  const present = [...facts.serial.values()].filter(
    (one) => Math.min(one.toMs, toMs) - Math.max(one.fromMs, fromMs) >= MIN_PRESENCE * (toMs - fromMs),
  )
  if (present.length < 2) return null
  const starved = present.reduce((a, b) => (a.heldMs <= b.heldMs ? a : b))
  const others = present.filter((one) => one !== starved)
  const tasks = median(others, (one) => one.tasks)
  const busy = median(others, busyShare)
  if (tasks < MIN_EXPECTED || busy < MIN_BUSY) return null
  if (starved.tasks >= MAX_SHARE * tasks || busyShare(starved) >= MAX_SHARE * busy) return null
  return {
    id: 'worker-starved',
    severity: 'hint',
    title: 'One worker gets hardly any work',
    text:
      `${starved.info.id} had ${countInWords(starved.tasks, 'task')} and was busy for ` +
      `${shareInWords(busyShare(starved))} of its time; the others had ${inWords(tasks)} each and were busy for ` +
      `${shareInWords(busy)}. Look at what holds it up: a lock, an unfair queue, or tasks that are bound to others.`,
    numbers: [
      { label: 'Its tasks', value: starved.tasks, unit: 'count' },
      { label: 'Tasks of the others, median', value: tasks, unit: 'count' },
      { label: 'It was busy', value: busyShare(starved), unit: 'share' },
      { label: 'The others were busy, median', value: busy, unit: 'share' },
    ],
    evidence: { fromMs, toMs, workers: [starved.info.index] },
  }
}

/** Of the time in which it was ready. */
const busyShare = ({ heldMs, availableMs }: WorkerFacts): number => (availableMs > 0 ? heldMs / availableMs : 0)

const median = (workers: readonly WorkerFacts[], valueOf: (worker: WorkerFacts) => number): number =>
  quantileOfSorted(Float64Array.from(workers, valueOf).sort(), 0.5) ?? 0
