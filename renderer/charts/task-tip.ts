import { NO_WORKER, OUTCOMES, type Outcome } from '../../workloads/contract/index.ts'
import type { TipRow } from './chart-tip.tsx'
import type { ChartRun } from './data.ts'
import { formatCount, formatDuration } from './format.ts'
import { workerColor } from './palette.ts'

const OUTCOME_WORDS: Record<Outcome, string> = {
  ok: 'ok',
  error: 'failed',
  cancelled: 'cancelled',
  timedOut: 'timed out',
  lost: 'lost: its worker died',
}

/** What a tooltip says of an ended task. */
export function taskTip(run: ChartRun, row: number): { title: string; rows: TipRow[] } {
  const { columns } = run.tables.tasks
  const index = columns.worker[row] ?? NO_WORKER
  const outcome = OUTCOMES[columns.outcome[row] ?? 0] ?? 'ok'
  const [submitted = 0, dispatched = 0, started = 0, finished = 0, received = 0] = [
    columns.submittedMs[row],
    columns.dispatchedMs[row],
    columns.startedMs[row],
    columns.finishedMs[row],
    columns.receivedMs[row],
  ]
  const places = (columns.id[row] ?? 0) - (columns.rank[row] ?? 0)
  const rows: TipRow[] = []
  if (index !== NO_WORKER) {
    rows.push({ label: run.workers[index]?.id ?? `worker ${index}`, value: '', color: workerColor(index) })
  }
  if (outcome !== 'ok') rows.push({ label: 'outcome', value: OUTCOME_WORDS[outcome], color: 'var(--bad)' })
  rows.push(
    { label: 'wait', value: formatDuration(dispatched - submitted) },
    { label: 'run', value: formatDuration(finished - started) },
    { label: 'transfer', value: formatDuration(started - dispatched + received - finished) },
    { label: places < 0 ? 'places lost' : 'places overtaken', value: formatCount(Math.abs(places)) },
  )
  const kind = run.info?.kinds[columns.kind[row] ?? 0]
  return { title: `Task ${formatCount(columns.id[row] ?? 0)}${kind === undefined ? '' : ` · ${kind}`}`, rows }
}
