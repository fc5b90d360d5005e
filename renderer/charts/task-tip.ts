import { NO_WORKER, OUTCOMES } from '../../workloads/contract/index.ts'
import { taskTimes } from './task-times.ts'
import type { TipRow } from './chart-tip.tsx'
import type { ChartRun } from './data.ts'
import { formatCount, formatDuration } from './format.ts'
import { OUTCOME_WORDS } from './outcomes.ts'
import { workerColor } from './palette.ts'

/** What a tooltip says of an ended task. */
export function taskTip(run: ChartRun, row: number): { title: string; rows: TipRow[] } {
  const { columns } = run.tables.tasks
  const index = columns.worker[row] ?? NO_WORKER
  const outcome = OUTCOMES[columns.outcome[row] ?? 0] ?? 'ok'
  const { waitMs, runMs, transferInMs, transferOutMs } = taskTimes(run, row)
  const places = (columns.id[row] ?? 0) - (columns.rank[row] ?? 0)
  const rows: TipRow[] = []
  if (index !== NO_WORKER) {
    rows.push({ label: run.workers[index]?.id ?? `worker ${index}`, value: '', color: workerColor(index) })
  }
  if (outcome !== 'ok') rows.push({ label: 'outcome', value: OUTCOME_WORDS[outcome], color: 'var(--bad)' })
  rows.push(
    { label: 'wait', value: formatDuration(waitMs) },
    { label: 'run', value: formatDuration(runMs) },
    { label: 'transfer', value: formatDuration(transferInMs + transferOutMs) },
    { label: places < 0 ? 'places lost' : 'places overtaken', value: formatCount(Math.abs(places)) },
  )
  return { title: taskTitle(run, row), rows }
}

/** `Task 12 · spin`. */
export function taskTitle(run: ChartRun, row: number): string {
  const { columns } = run.tables.tasks
  const kind = run.info?.kinds[columns.kind[row] ?? 0]
  return `Task ${formatCount(columns.id[row] ?? 0)}${kind === undefined ? '' : ` · ${kind}`}`
}
