import { NO_WORKER, OUTCOMES, WAIT_STATES, type RunEvent, type When } from '../../workloads/contract/index.ts'
import type { RunModel } from '../stores/index.ts'

/** A run that goes on, or a whole one. */
export type WatchedRun = Pick<RunModel, 'whole' | 'wholeLog' | 'endMs' | 'wholeTurns'>

/** An event loop that is so late is felt by everybody on it. */
const BLOCKED_MS = 100

/** Time in the run at which it first was so, as far as is known now; null: not yet. */
export function happenedAt(when: When, run: WatchedRun): number | null {
  if (when.atMs !== undefined) return run.endMs >= when.atMs ? when.atMs : null
  if (when.depth !== undefined) return depthAt(run, when.depth)
  if (when.ended !== undefined) return endedAt(run, when.ended)
  return when.event === undefined ? null : EVENTS[when.event](run)
}

const EVENTS: Readonly<Record<RunEvent, (run: WatchedRun) => number | null>> = {
  'worker-up': ({ whole }) => first(whole.workers.map((worker) => worker?.readyMs)),
  'task-ended': ({ whole }) => timeOfTask(whole.tables.tasks, () => true),
  'task-failed': ({ whole }) => {
    const ok = OUTCOMES.indexOf('ok')
    return timeOfTask(whole.tables.tasks, (row, { outcome, worker }) => outcome[row] !== ok && worker[row] !== NO_WORKER)
  },
  overtaken: ({ whole }) => {
    // Rows are in the order of their ends: the first whose submission rank is not its place was overtaking.
    return timeOfTask(whole.tables.tasks, (row, { id }) => (id[row] ?? 0) > row)
  },
  'queue-full': (run) => {
    const capacity = run.whole.info?.capacity ?? null
    return capacity === null ? null : depthAt(run, capacity)
  },
  'producer-waits': (run) => waitAt(run, 'put'),
  'consumer-waits': (run) => waitAt(run, 'get'),
  'worker-lost': ({ whole }) => first(whole.workers.map((worker) => (worker?.state === 'lost' ? worker.endedMs : null))),
  'worker-replaced': ({ whole }) => first(whole.workers.map((worker) => (worker?.replaces == null ? null : worker.startedMs))),
  'loop-blocked': ({ whole }) => {
    const { length, columns } = whole.tables.samples
    for (let row = 0; row < length; row++) if ((columns.loopDelayMs[row] ?? -1) >= BLOCKED_MS) return columns.atMs[row] ?? null
    return null
  },
  'knob-turned': ({ wholeTurns }) => wholeTurns[0]?.atMs ?? null,
  warning: ({ wholeLog }) => wholeLog.find(({ level }) => level !== 'info')?.atMs ?? null,
  finished: ({ whole, endMs }) => (whole.state === 'finished' || whole.state === 'failed' ? endMs : null),
}

type Tasks = WatchedRun['whole']['tables']['tasks']

function timeOfTask(tasks: Tasks, is: (row: number, columns: Tasks['columns']) => boolean): number | null {
  for (let row = 0; row < tasks.length; row++) if (is(row, tasks.columns)) return tasks.columns.receivedMs[row] ?? null
  return null
}

function endedAt({ whole }: WatchedRun, share: number): number | null {
  const { tasks } = whole.tables
  const needed = Math.max(1, Math.ceil(share * (whole.info?.expectedTasks ?? Infinity)))
  const row = needed - 1 - tasks.dropped
  return row < tasks.length ? (tasks.columns.receivedMs[Math.max(0, row)] ?? null) : null
}

function depthAt({ whole }: WatchedRun, depth: number): number | null {
  const { length, columns } = whole.tables.depth
  for (let row = 0; row < length; row++) if ((columns.depth[row] ?? 0) >= depth) return columns.atMs[row] ?? null
  return null
}

/** A wait is known when it has ended. */
function waitAt({ whole }: WatchedRun, state: 'put' | 'get'): number | null {
  const { length, columns } = whole.tables.spans
  const wanted = WAIT_STATES.indexOf(state)
  let earliest = Infinity
  for (let row = 0; row < length; row++) {
    if (columns.state[row] === wanted) earliest = Math.min(earliest, columns.fromMs[row] ?? Infinity)
  }
  return earliest === Infinity ? null : earliest
}

function first(times: readonly (number | null | undefined)[]): number | null {
  const known = times.filter((time) => time != null)
  return known.length === 0 ? null : Math.min(...known)
}
