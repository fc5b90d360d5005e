import type { Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import { rowsUntil } from './rows-until.ts'
import { countInWords, durationInWords, inWords } from './words.ts'

/** Points of the regression, evenly spaced over the time in which tasks arrived. */
const POINTS = 20
/** Share of the variance that a straight line must explain (R²): it grows all the time, not in one burst. */
const MIN_FIT = 0.8
/** Arrivals above service by less than this are within what both vary. */
const MIN_RATIO = 1.2
const MIN_TASKS = 100
/** Tasks that all come at once are a batch whose end is known. */
const MIN_ARRIVAL_MS = 500
const MIN_ARRIVAL_SHARE = 0.05
/** A queue that is not much longer at the end than at the beginning has not grown. */
const MIN_GROWTH = 20

/** Tasks arrive faster than they are done, and nothing holds them back. */
export function queueGrowing(facts: Facts): Insight | null {
  const { input, firstSubmittedMs: fromMs, lastSubmittedMs: toMs } = facts
  const { length, columns } = input.tables.tasks
  const arrivalMs = toMs - fromMs
  const makespanMs = facts.lastProgressMs - fromMs
  if (input.info.capacity !== null || !facts.complete || length < MIN_TASKS) return null
  if (arrivalMs < Math.max(MIN_ARRIVAL_MS, MIN_ARRIVAL_SHARE * makespanMs)) return null
  const { depths, slope, fit } = trend(input.tables.depth, fromMs, toMs)
  const growth = (depths.at(-1) ?? 0) - (depths[0] ?? 0)
  // Rows are in the order of the ends.
  const served = rowsUntil(columns.receivedMs, length, toMs)
  const arrivals = (length / arrivalMs) * 1000
  const service = (served / arrivalMs) * 1000
  if (slope <= 0 || fit < MIN_FIT || growth < MIN_GROWTH || arrivals < MIN_RATIO * service) return null
  return {
    id: 'queue-growing',
    severity: 'problem',
    title: 'The queue grows without bound',
    text:
      `Tasks came at ${inWords(arrivals)} a second and were done at ${inWords(service)}: in ` +
      `${durationInWords(arrivalMs)} the queue grew by ${countInWords(growth, 'task')}, and waits with it. ` +
      'Give the queue a capacity, so that producers wait, or add workers.',
    numbers: [
      { label: 'Arrivals', value: arrivals, unit: 'per second' },
      { label: 'Done', value: service, unit: 'per second' },
      { label: 'Growth of the queue', value: slope * 1000, unit: 'per second' },
      { label: 'Grown by', value: growth, unit: 'count' },
    ],
    evidence: { fromMs, toMs },
  }
}

/** Least squares of the queue depth over time; the slope is a millisecond's. */
function trend({ length, columns }: Facts['input']['tables']['depth'], fromMs: number, toMs: number) {
  const depths: number[] = []
  const stepMs = (toMs - fromMs) / POINTS
  let row = 0
  for (let point = 1; point <= POINTS; point++) {
    while (row < length && (columns.atMs[row] ?? 0) <= fromMs + point * stepMs) row++
    depths.push(row === 0 ? 0 : (columns.depth[row - 1] ?? 0))
  }
  const middle = (POINTS - 1) / 2
  const meanDepth = depths.reduce((sum, depth) => sum + depth, 0) / POINTS
  let [xy, xx, yy] = [0, 0, 0]
  depths.forEach((depth, x) => {
    xy += (x - middle) * (depth - meanDepth)
    xx += (x - middle) ** 2
    yy += (depth - meanDepth) ** 2
  })
  return { depths, slope: xy / xx / stepMs, fit: yy === 0 ? 0 : xy ** 2 / (xx * yy) }
}
