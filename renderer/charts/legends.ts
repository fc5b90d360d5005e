import { NO_WORKER, OUTCOMES, WAIT_STATES, type ChartId, type WaitState, type WorkerInfo } from '../../workloads/contract/index.ts'
import { MAX_SERIES } from './cpu-stack.ts'
import type { ChartRun } from './data.ts'
import { OUTCOME_WORDS } from './outcomes.ts'
import { workerToken, type Token } from './palette.ts'
import type { PointMark } from './point-marks.ts'
import { outcomeToken, type TaskColor } from './task-colors.ts'

/** How a mark looks: an area, a line, a cross, a hatch that rises or falls to the right, or a point. */
export type LegendMark = 'area' | 'line' | 'cross' | 'rising' | 'falling' | PointMark

export interface LegendEntry {
  readonly label: string
  readonly mark: LegendMark
  readonly token: Token
}

/** What colours and hatches of a chart stand for; none where axes and labels already say it. */
export function legendOf(chart: ChartId, run: ChartRun, color: TaskColor): LegendEntry[] {
  switch (chart) {
    case 'cpu':
      return [...stackedEntries(run), { label: 'this app', mark: 'line', token: 'ink' }]
    case 'throughput':
      return outcomeEntries()
    case 'timeline':
      return [...taskEntries(run, color), ...waitEntries(run)]
    case 'completion-order':
      return [
        ...markEntries(run),
        { label: 'went wrong', mark: 'cross', token: 'bad' },
        { label: OUTCOME_WORDS.cancelled, mark: 'cross', token: 'ink3' },
      ]
    default:
      return []
  }
}

const workersOf = (run: ChartRun): WorkerInfo[] =>
  run.workers.flatMap((worker) => (worker === undefined || worker.role === 'server' ? [] : [worker]))

/** Workers of marks, which take the colours in turn: of those that share one the first is named, and the others counted. */
function markEntries(run: ChartRun): LegendEntry[] {
  const byColor = new Map<Token, { readonly first: string; count: number }>()
  for (const { id, index } of workersOf(run)) {
    const token = workerToken(index)
    const sharing = byColor.get(token)
    if (sharing === undefined) byColor.set(token, { first: id, count: 1 })
    else sharing.count++
  }
  return [...byColor].map(([token, { first, count }]) => ({ label: count === 1 ? first : `${first} +${count - 1}`, mark: 'area', token }))
}

/** Workers of a stack: those beyond the colours share an area, and an entry. */
function stackedEntries(run: ChartRun): LegendEntry[] {
  const shown = workersOf(run)
  const crowded = run.workers.length > MAX_SERIES
  const named = crowded ? shown.filter(({ index }) => index < MAX_SERIES - 1) : shown
  const entries = named.map(({ id, index }): LegendEntry => ({ label: id, mark: 'area', token: workerToken(index) }))
  if (!crowded) return entries
  // First: where there is little room, they are most of what is seen.
  return [{ label: `${shown.length - named.length} others`, mark: 'area', token: 'wait' }, ...entries]
}

function taskEntries(run: ChartRun, color: TaskColor): LegendEntry[] {
  // Lanes say which worker it is.
  if (color === 'worker') return []
  if (color === 'outcome') return outcomeEntries()
  return (run.info?.kinds ?? []).map((label, kind) => ({ label, mark: 'area', token: workerToken(kind) }))
}

const outcomeEntries = (): LegendEntry[] =>
  OUTCOMES.map((outcome) => ({ label: OUTCOME_WORDS[outcome], mark: 'area', token: outcomeToken(outcome) }))

const WAIT_WORDS: Readonly<Record<WaitState, string>> = {
  get: 'waiting in get',
  put: 'waiting in put',
  join: 'waiting in join',
  lock: 'waiting for the lock',
}

/** The waits that were seen so far. Looking at all rows would cost too much; the last ones say enough. */
function waitEntries(run: ChartRun): LegendEntry[] {
  const seen = new Set<WaitState>()
  const { length, columns } = run.tables.spans
  for (let row = Math.max(0, length - WAITS_LOOKED_AT); row < length; row++) {
    if (columns.worker[row] !== NO_WORKER) seen.add(WAIT_STATES[columns.state[row] ?? 0] ?? 'get')
  }
  for (const { state } of run.activity) if (state !== 'run') seen.add(state)
  return WAIT_STATES.filter((state) => seen.has(state)).map((state) => ({ label: WAIT_WORDS[state], ...waitLook(state) }))
}

const WAITS_LOOKED_AT = 4096

/** A wait for room is a warning, the others are just time. */
export const waitLook = (state: WaitState): { mark: 'rising' | 'falling'; token: 'warn' | 'ink3' } =>
  state === 'put' ? { mark: 'rising', token: 'warn' } : { mark: 'falling', token: 'ink3' }
