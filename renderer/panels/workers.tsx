import { memo } from 'react'
import type { WorkerActivity, WorkerInfo } from '../../workloads/contract/index.ts'
import { formatBytes, formatCount, formatDuration, NONE } from '../charts/index.ts'
import { useRun, type RunModel } from '../stores/index.ts'
import { Swatch } from '../ui/swatch.tsx'
import { formatPercent, formatPlural } from '../ui/words.ts'
import { PANEL_HZ } from './rates.ts'
import styles from './workers.module.css'

/** Every thread and process of the run, and what it does now. */
export function Workers() {
  const run = useRun(PANEL_HZ)
  const rows = run.workers.filter((worker) => worker !== undefined)
  if (rows.length === 0) {
    return <p className={styles['none']}>No workers yet. Each thread and process of a run gets a row here.</p>
  }
  const activity = activityByWorker(run.activity)
  return (
    <table className={styles['workers']} aria-label="Workers">
      <thead>
        <tr>
          <th scope="col">Worker</th>
          <th scope="col">CPU</th>
          <th scope="col">Memory</th>
          <th scope="col">Done</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((worker) => (
          <Row key={worker.index} {...rowOf(run, worker, activity.get(worker.index) ?? [])} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly index: number
  readonly id: string
  readonly ids: string
  readonly doing: string
  readonly state: WorkerInfo['state']
  readonly cpu: string
  readonly memory: string
  readonly done: string
}

/** Only rows whose texts changed are rendered again. */
const Row = memo(function Row({ index, id, ids, doing, state, cpu, memory, done }: RowProps) {
  return (
    <tr data-state={state}>
      <th scope="row">
        <span className={styles['name']}>
          <Swatch worker={index} />
          {id}
        </span>
        <span className={styles['detail']}>
          <span className="num">{ids}</span>
          <span className={styles['doing']}>{doing}</span>
        </span>
      </th>
      <td className="num">{cpu}</td>
      <td className="num">{memory}</td>
      <td className="num">{done}</td>
    </tr>
  )
})

function rowOf(run: RunModel, worker: WorkerInfo, activity: readonly WorkerActivity[]): RowProps {
  const usage = run.usage(worker.index)
  const gone = worker.state === 'exited' || worker.state === 'lost'
  const thread = worker.kind === 'process' || worker.threadId === null ? '' : ` tid ${worker.threadId}`
  return {
    index: worker.index,
    id: worker.id,
    ids: `${worker.pid === null ? '' : `pid ${worker.pid}`}${thread}`,
    doing: doingOf(worker, activity, run.nowMs),
    state: worker.state,
    cpu: gone || usage === null ? NONE : formatPercent(usage.cores),
    memory: formatBytes(gone || usage === null ? worker.maxMemoryBytes || null : usage.memoryBytes),
    done: formatCount(worker.tasks),
  }
}

const WAITS = { get: 'waits in get', put: 'waits in put', join: 'waits in join', lock: 'waits for the lock' } as const

function doingOf(worker: WorkerInfo, activity: readonly WorkerActivity[], nowMs: number): string {
  if (worker.state === 'starting') return 'starting'
  if (worker.state === 'lost') return 'lost'
  if (worker.state === 'exited') return worker.exitCode ? `exited with ${worker.exitCode}` : 'ended'
  const [first] = activity
  if (first === undefined) return 'idle'
  if (activity.length > 1) return formatPlural(activity.length, 'task')
  if (first.state !== 'run') return WAITS[first.state]
  return `task ${formatCount(first.task)} · ${formatDuration(Math.max(0, nowMs - first.sinceMs))}`
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
