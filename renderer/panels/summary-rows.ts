import type { Percentiles, RunSummary } from '../../workloads/contract/index.ts'
import { formatBytes, formatCores, formatCount, formatDuration, formatRate, NOT_MEASURED } from '../charts/format.ts'

export interface SummaryRow {
  /** Also the end of its test id: `summary-<id>`. */
  readonly id: string
  readonly label: string
  readonly shown: string
}

export interface SummaryGroup {
  readonly title: string
  readonly rows: readonly SummaryRow[]
}

/** All figures of a summary, in groups, as people read them. */
export function summaryGroups(summary: RunSummary): SummaryGroup[] {
  const { tasks, makespanMs, cpuMs, appCpuMs } = summary
  const count = (id: string, label: string, value: number): SummaryRow => ({ id, label, shown: formatCount(value) })
  const time = (id: string, label: string, ms: number | null): SummaryRow => ({ id, label, shown: formatDuration(ms) })
  const three = (id: string, label: string, values: Percentiles): SummaryRow[] => [
    time(`${id}-p50`, `${label} p50`, values.p50),
    time(`${id}-p95`, `${label} p95`, values.p95),
    time(`${id}-p99`, `${label} p99`, values.p99),
  ]
  return [
    {
      title: 'Tasks',
      rows: [
        count('submitted', 'Submitted', tasks.submitted),
        count('ok', 'Ended well', tasks.ok),
        count('error', 'Failed', tasks.error),
        count('cancelled', 'Cancelled', tasks.cancelled),
        count('timedOut', 'Timed out', tasks.timedOut),
        count('lost', 'Lost with their worker', tasks.lost),
      ],
    },
    {
      title: 'Run',
      rows: [
        time('makespan', 'Makespan', makespanMs),
        { id: 'throughput', label: 'Throughput', shown: formatRate(summary.throughput) },
        count('maxQueueDepth', 'Deepest queue', summary.maxQueueDepth),
        count('inversions', 'Inversions', summary.inversions),
        count('droppedTasks', 'Tasks no longer kept', summary.droppedTasks),
      ],
    },
    {
      title: 'Time of a task',
      rows: [
        ...three('wait', 'Wait', summary.waitMs),
        ...three('run', 'Run', summary.runMs),
        ...three('transfer', 'Transfer', summary.transferMs),
      ],
    },
    {
      title: 'Cost',
      rows: [
        { id: 'cpu', label: 'CPU time of workers', shown: cpuWords(cpuMs) },
        { id: 'cores', label: 'Cores kept busy', shown: coresWords(cpuMs, makespanMs) },
        { id: 'appCpu', label: 'CPU time of the app', shown: cpuWords(appCpuMs) },
      ],
    },
  ]
}

const cpuWords = (cpuMs: number): string => (cpuMs < 0 ? NOT_MEASURED : formatDuration(cpuMs))

const memoryWords = (bytes: number): string => (bytes > 0 ? formatBytes(bytes) : NOT_MEASURED)

function coresWords(cpuMs: number, makespanMs: number): string {
  if (cpuMs < 0) return NOT_MEASURED
  return formatCores(makespanMs > 0 ? cpuMs / makespanMs : 0)
}

/** The summary as lines of text with tabs: pastes into a table, reads as text. */
export function summaryText(title: string, summary: RunSummary): string {
  const head = [`${title}\t${summary.outcome}`, `Seed\t${summary.seed}`]
  const params = Object.entries(summary.params).map(([name, value]) => `${name}\t${String(value)}`)
  const groups = summaryGroups(summary).flatMap(({ title: name, rows }) => [
    '',
    name,
    ...rows.map(({ label, shown }) => `${label}\t${shown}`),
  ])
  const workers = summary.workers.map(
    ({ id, pid, tasks, cpuMs, maxRssBytes }) =>
      `${id}\tpid ${pid ?? '–'}\t${formatCount(tasks)} tasks\t${cpuWords(cpuMs)} CPU\t${memoryWords(maxRssBytes)}`,
  )
  const error = summary.error === undefined ? [] : [`Error\t${summary.error}`]
  return [...head, ...error, '', 'Parameters', ...params, ...groups, '', 'Workers', ...workers].join('\n')
}
