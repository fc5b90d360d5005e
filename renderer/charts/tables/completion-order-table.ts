import { NO_WORKER, OUTCOMES } from '../../../workloads/contract/index.ts'
import type { ChartRun } from '../data.ts'
import { formatCount, NONE } from '../format.ts'
import { displacement } from '../order-marks.ts'
import { OUTCOME_WORDS } from '../outcomes.ts'
import { MAX_ROWS, type TableTeller } from './table.ts'

/** Each task while they are few, else equal parts of the order of completion. */
export function completionOrderTable(run: ChartRun): TableTeller {
  return () => {
    const { length, dropped } = run.tables.tasks
    const lost = dropped > 0 ? `; the first ${formatCount(dropped)} are no longer kept` : ''
    const caption = `Completion order of ${formatCount(length)} tasks, the whole run so far; ranks count from 0${lost}`
    return length <= MAX_ROWS ? { caption, ...eachTask(run) } : { caption: `${caption}; in parts`, ...inParts(run) }
  }
}

function eachTask(run: ChartRun) {
  const { length, columns } = run.tables.tasks
  const rows = Array.from({ length }, (_, row) => {
    const worker = columns.worker[row] ?? NO_WORKER
    return [
      formatCount(columns.rank[row] ?? 0),
      formatCount(columns.id[row] ?? 0),
      signed(displacement(run.tables.tasks, row)),
      worker === NO_WORKER ? NONE : (run.workers[worker]?.id ?? `worker ${worker}`),
      OUTCOME_WORDS[OUTCOMES[columns.outcome[row] ?? 0] ?? 'ok'],
    ]
  })
  return { columns: ['Completion rank', 'Submission rank', 'Places overtaken or lost', 'Worker', 'Outcome'], rows }
}

function inParts(run: ChartRun) {
  const { tasks } = run.tables
  const { rank, outcome } = tasks.columns
  const each = Math.ceil(tasks.length / MAX_ROWS)
  const rows = Array.from({ length: Math.ceil(tasks.length / each) }, (_, part) => {
    const [from, to] = [part * each, Math.min(tasks.length, (part + 1) * each)]
    let [overtook, behind, inOrder, notOk] = [0, 0, 0, 0]
    for (let row = from; row < to; row++) {
      const places = displacement(tasks, row)
      overtook = Math.max(overtook, places)
      behind = Math.max(behind, -places)
      if (places === 0) inOrder++
      if (outcome[row] !== 0) notOk++
    }
    const ranks = `${formatCount(rank[from] ?? 0)} to ${formatCount(rank[to - 1] ?? 0)}`
    return [ranks, ...[to - from, inOrder, overtook, behind, notOk].map(formatCount)]
  })
  const columns = ['Completion ranks', 'Tasks', 'At their place', 'Most overtaken', 'Most lost', 'Not ok']
  return { columns, rows }
}

const signed = (places: number): string =>
  places === 0 ? '0' : `${places > 0 ? '+' : '−'}${formatCount(Math.abs(places))}`
