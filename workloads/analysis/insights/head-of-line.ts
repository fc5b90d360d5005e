import { NO_WORKER } from '../../contract/telemetry.ts'
import { sortSteps } from '../merge-sort.ts'
import { STEP_ELEMENTS, type Steps } from '../steps.ts'
import { matchingTasks, type Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import { countInWords, durationInWords } from './words.ts'

/** A task is long from this many times the median run time on: beyond the tail of what merely varies. */
const LONG = 10
/** In a run of fewer, what looks long is often a worker's first task, which also loads and compiles the code. */
const MIN_TASKS = 20
/** Fewer held-up tasks are nobody's problem. */
const MIN_HELD_UP = 5
/** Waiting must cost a short task many times what it takes itself. */
const MIN_WAIT = 5
/** Below this, nobody notices, and clocks and schedulers add their share. */
const MIN_BLOCKED_MS = 50
/** Of the time in which tasks ran: a pause of the machine that catches every worker is no habit of the run. */
const MIN_BLOCKED_SHARE = 0.1

/** Short tasks waited while every worker had a long one. */
export function* headOfLine(facts: Facts): Steps<Insight | null> {
  const { ran, medianRunMs, serial, input } = facts
  if (ran < MIN_TASKS || serial.size === 0) return null
  const { submittedMs, dispatchedMs, startedMs, finishedMs, worker } = input.tables.tasks.columns
  const isLong = (row: number): boolean =>
    serial.has(worker[row] ?? NO_WORKER) && (finishedMs[row] ?? 0) - (startedMs[row] ?? 0) >= LONG * medianRunMs
  const blocked = yield* longestBlock(facts, isLong)
  const blockedMs = blocked.toMs - blocked.fromMs
  const leastMs = MIN_BLOCKED_SHARE * (facts.lastFinishedMs - facts.firstStartedMs)
  if (blockedMs < Math.max(MIN_BLOCKED_MS, MIN_WAIT * medianRunMs, leastMs)) return null
  const heldUp = yield* matchingTasks(
    facts,
    (row) => !isLong(row) && (submittedMs[row] ?? 0) <= blocked.fromMs && (dispatchedMs[row] ?? 0) >= blocked.toMs,
  )
  if (heldUp.count < MIN_HELD_UP) return null
  const overlaps = (row: number): boolean =>
    (dispatchedMs[row] ?? 0) < blocked.toMs && (finishedMs[row] ?? 0) > blocked.fromMs
  const blockers = yield* matchingTasks(facts, (row) => isLong(row) && overlaps(row))
  return {
    id: 'head-of-line',
    severity: 'problem',
    title: 'Short tasks wait behind long ones',
    text:
      `For ${durationInWords(blockedMs)} every worker was held by a long task, while ` +
      `${countInWords(heldUp.count, 'short task')} waited that take ${durationInWords(medianRunMs)} each. ` +
      'Cut long tasks up, give them a pool of their own, or give short ones a higher priority.',
    numbers: [
      { label: 'All workers held for', value: blockedMs, unit: 'ms' },
      { label: 'Short tasks held up', value: heldUp.count, unit: 'count' },
      { label: 'Median run time', value: medianRunMs, unit: 'ms' },
      { label: 'Long tasks then', value: blockers.count, unit: 'count' },
    ],
    evidence: { ...blocked, tasks: blockers.tasks },
  }
}

/** The longest time in which each worker that was there had a long task: a sweep over starts and ends. */
function* longestBlock(
  { input, serial }: Facts,
  isLong: (row: number) => boolean,
): Steps<{ fromMs: number; toMs: number }> {
  const { length, columns } = input.tables.tasks
  const rows: number[] = []
  for (let row = 0; row < length; row++) {
    if (row % STEP_ELEMENTS === STEP_ELEMENTS - 1) yield
    if (isLong(row)) rows.push(row)
  }
  const workers = [...serial.values()].filter(({ availableMs }) => availableMs > 0)
  const sorted = (values: readonly number[]) => sortSteps(Float64Array.from(values))
  const begins = yield* sorted(rows.map((row) => columns.dispatchedMs[row] ?? 0))
  const ends = yield* sorted(rows.map((row) => columns.finishedMs[row] ?? 0))
  const arrivals = yield* sorted(workers.map(({ fromMs }) => fromMs))
  const departures = yield* sorted(workers.map(({ toMs }) => toMs))
  const next = [0, 0, 0, 0]
  const lists = [begins, ends, arrivals, departures] as const
  let best = { fromMs: 0, toMs: 0 }
  let sinceMs: number | null = null
  for (;;) {
    const atMs = Math.min(...lists.map((list, i) => list[next[i] ?? 0] ?? Infinity))
    if (!Number.isFinite(atMs)) return best
    lists.forEach((list, i) => {
      while ((list[next[i] ?? 0] ?? Infinity) <= atMs) next[i] = (next[i] ?? 0) + 1
    })
    const [begun = 0, ended = 0, arrived = 0, departed = 0] = next
    const blocked = begun > ended && begun - ended >= arrived - departed
    if (blocked) sinceMs ??= atMs
    else if (sinceMs !== null) {
      if (atMs - sinceMs > best.toMs - best.fromMs) best = { fromMs: sinceMs, toMs: atMs }
      sinceMs = null
    }
  }
}
