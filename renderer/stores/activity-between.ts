import type { WorkerActivity } from '../../workloads/contract/index.ts'
import type { RankedTaskColumns } from '../charts/data.ts'
import type { GrowableTable } from './growable-table.ts'
import type { Moment } from './run-journal.ts'

/**
 * What workers do at `atMs`, between two batches: what they did at the one before and have not ended by then, what the one
 * after says that they began by then, and the tasks that ran at `atMs` and had ended at the one after.
 * @param end of the rows shown at `atMs`, of all ever added
 */
export function activityBetween(
  before: Moment,
  after: Moment,
  tasks: GrowableTable<RankedTaskColumns>,
  end: number,
  atMs: number,
): WorkerActivity[] {
  const { id, worker, dispatchedMs, startedMs } = tasks.columns
  const ended = new Set<number>()
  for (let row = before.ends.tasks - tasks.dropped; row < end - tasks.dropped; row++) ended.add(id[row] ?? 0)
  const activity = new Map<string, WorkerActivity>()
  const add = (doing: WorkerActivity): void => {
    activity.set(doing.task === null ? `${doing.worker}` : `${doing.worker}/${doing.task}`, doing)
  }
  for (const doing of before.activity) {
    const goesOn = doing.task === null ? after.activity.some((later) => isSame(later, doing)) : !ended.has(doing.task)
    if (goesOn) add(doing)
  }
  for (const doing of after.activity) if (doing.sinceMs <= atMs) add(doing)
  for (let row = end - tasks.dropped; row < after.ends.tasks - tasks.dropped; row++) {
    if ((startedMs[row] ?? Infinity) > atMs) continue
    add({ worker: worker[row] ?? 0, state: 'run', task: id[row] ?? 0, sinceMs: dispatchedMs[row] ?? 0 })
  }
  return [...activity.values()]
}

const isSame = (a: WorkerActivity, b: WorkerActivity): boolean =>
  a.worker === b.worker && a.state === b.state && a.sinceMs === b.sinceMs
