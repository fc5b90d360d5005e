import type { WorkerActivity, WorkerInfo } from '../../workloads/contract/index.ts'
import { formatBytes, formatCount, formatDuration, NONE } from '../charts/format.ts'
import type { RunModel, WorkerUsage } from '../stores/index.ts'
import { formatPercent, formatPlural } from '../ui/words.ts'

/** A worker as the table shows it: texts only, so that a row is rendered again only when one of them changes. */
export interface WorkerRow {
  readonly index: number
  readonly id: string
  /** Process and thread. */
  readonly ids: string
  readonly doing: string
  readonly state: WorkerInfo['state']
  /** Share of a core while it lives, CPU time in all once it has ended. null: not measured on this system. */
  readonly cpu: string | null
  /** Now, or at most once it has ended; null as above. */
  readonly memory: string | null
  readonly done: string
}

/** A row for each worker of the run. */
export function workerRows(run: RunModel): WorkerRow[] {
  const activity = activityByWorker(run.activity)
  return run.workers.flatMap((worker) =>
    worker === undefined ? [] : [rowOf(worker, run.usage(worker.index), activity.get(worker.index) ?? [], run.nowMs)],
  )
}

function rowOf(
  worker: WorkerInfo,
  usage: WorkerUsage | null,
  activity: readonly WorkerActivity[],
  nowMs: number,
): WorkerRow {
  const thread = worker.kind === 'process' || worker.threadId === null ? '' : ` tid ${worker.threadId}`
  return {
    index: worker.index,
    id: worker.id,
    ids: `${worker.pid === null ? '' : `pid ${worker.pid}`}${thread}`,
    doing: [doingOf(worker, activity, nowMs), lateness(usage, worker)].filter(Boolean).join(' · '),
    state: worker.state,
    ...usedBy(worker, usage),
    done: formatCount(worker.tasks),
  }
}

const isGone = ({ state }: WorkerInfo): boolean => state === 'exited' || state === 'lost'

/** Before its first sample nobody knows; after it, what is still unknown cannot be measured. */
function usedBy(worker: WorkerInfo, usage: WorkerUsage | null): Pick<WorkerRow, 'cpu' | 'memory'> {
  if (usage === null) return { cpu: NONE, memory: NONE }
  const { cpuMs, maxMemoryBytes } = worker
  if (isGone(worker)) {
    return {
      cpu: cpuMs < 0 ? null : formatDuration(cpuMs),
      memory: maxMemoryBytes > 0 ? formatBytes(maxMemoryBytes) : null,
    }
  }
  return {
    cpu: usage.cores === null ? null : formatPercent(usage.cores),
    memory: usage.memoryBytes === null ? null : formatBytes(usage.memoryBytes),
  }
}

const WAITS = { get: 'waits in get', put: 'waits in put', join: 'waits in join', lock: 'waits for the lock' } as const

function doingOf(worker: WorkerInfo, activity: readonly WorkerActivity[], nowMs: number): string {
  if (worker.state === 'starting') return 'starting'
  if (worker.state === 'lost') return worker.exitCode === null ? 'lost' : `lost, exit code ${worker.exitCode}`
  if (worker.state === 'exited') return worker.exitCode ? `exited with ${worker.exitCode}` : 'ended'
  const [first] = activity
  if (first === undefined) return 'idle'
  if (activity.length > 1) return formatPlural(activity.length, 'task')
  if (first.state !== 'run') return WAITS[first.state]
  return `task ${formatCount(first.task)} · ${formatDuration(Math.max(0, nowMs - first.sinceMs))}`
}

/** Of an event loop: how late it turns. */
function lateness(usage: WorkerUsage | null, worker: WorkerInfo): string {
  const delayMs = isGone(worker) ? null : (usage?.loopDelayMs ?? null)
  return delayMs === null ? '' : `${formatDuration(Math.round(delayMs * 10) / 10)} late`
}

function activityByWorker(all: readonly WorkerActivity[]): Map<number, WorkerActivity[]> {
  const byWorker = new Map<number, WorkerActivity[]>()
  for (const entry of all) {
    const list = byWorker.get(entry.worker)
    if (list === undefined) byWorker.set(entry.worker, [entry])
    else list.push(entry)
  }
  return byWorker
}
