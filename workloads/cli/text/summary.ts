import type { Percentiles, RunSummary } from '../../contract/index.ts'
import type { Style } from '../output.ts'
import { costLines } from './cost.ts'
import { table } from './table.ts'
import { bytes, count, duration, NO_VALUE, plural, rate } from './units.ts'

/** More workers than this (a thread per task has many) are only in `--json`. */
const MAX_WORKERS = 16

/** The end of a run, for people. `retained` is the number of tasks that percentiles and order were computed from. */
export function summaryText(summary: RunSummary, title: string, retained: number, style: Style): string {
  const lines = [
    headline(summary, title, style),
    ...(summary.error === undefined ? [] : [style('red', summary.error)]),
    '',
    ...figures(summary, retained),
    '',
    ...latencies(summary, style),
    ...(summary.cost == null ? [] : ['', ...costLines(summary.cost, style)]),
    ...workers(summary, style),
    ...dropped(summary, retained, style),
  ]
  return `${lines.join('\n')}\n`
}

function headline({ outcome, makespanMs, seed }: RunSummary, title: string, style: Style): string {
  const colour = outcome === 'ok' ? 'green' : outcome === 'failed' ? 'red' : 'yellow'
  return `${style('bold', title)}: ${style(colour, outcome)} in ${duration(makespanMs)}, seed ${seed}`
}

function figures(summary: RunSummary, retained: number): string[] {
  const { tasks, throughput, maxQueueDepth, inversions } = summary
  const outcomes = [
    `${count(tasks.ok)} ok`,
    ...(tasks.error > 0 ? [`${count(tasks.error)} failed`] : []),
    ...(tasks.cancelled > 0 ? [`${count(tasks.cancelled)} cancelled`] : []),
    ...(tasks.timedOut > 0 ? [`${count(tasks.timedOut)} timed out`] : []),
    ...(tasks.lost > 0 ? [`${count(tasks.lost)} lost`] : []),
  ]
  const unfinished = tasks.submitted - tasks.ok - tasks.error - tasks.cancelled - tasks.timedOut - tasks.lost
  if (unfinished > 0) outcomes.push(`${count(unfinished)} never ended`)
  const pairs = (retained * (retained - 1)) / 2
  return table(
    [
      ['tasks', `${count(tasks.submitted)} submitted: ${outcomes.join(', ')}`],
      ['throughput', rate(throughput).replace('/s', ' tasks/s')],
      ['queue depth', `at most ${count(maxQueueDepth)}`],
      ['order', inversions === 0 ? 'as submitted' : `${count(inversions)} of ${plural(pairs, 'pair')} ended swapped`],
      ['CPU time', cpuText(summary)],
    ],
    ['left', 'left'],
  )
}

function cpuText({ cpuMs, appCpuMs, makespanMs, workers }: RunSummary): string {
  if (cpuMs < 0) return 'not measured on this system'
  const cores = makespanMs > 0 ? `, ${(cpuMs / makespanMs).toFixed(2)} cores` : ''
  const app = appCpuMs < 0 ? '' : `; the app itself ${duration(appCpuMs)}`
  return `${duration(cpuMs)} in ${plural(workers.length, 'worker')}${cores}${app}`
}

function latencies({ waitMs, runMs, transferMs }: RunSummary, style: Style): string[] {
  const row = (name: string, p: Percentiles): string[] => [name, duration(p.p50), duration(p.p95), duration(p.p99)]
  const [head = '', ...rows] = table([
    ['', 'p50', 'p95', 'p99'],
    row('wait in queue', waitMs),
    row('transfer', transferMs),
    row('run', runMs),
  ])
  return [style('dim', head), ...rows]
}

function workers({ workers }: RunSummary, style: Style): string[] {
  if (workers.length === 0) return []
  const [head = '', ...rows] = table(
    [
      ['worker', 'pid', 'thread', 'tasks', 'CPU time', 'memory'],
      ...workers
        .slice(0, MAX_WORKERS)
        .map((one) => [
          one.id,
          String(one.pid ?? NO_VALUE),
          String(one.threadId ?? NO_VALUE),
          count(one.tasks),
          duration(one.cpuMs),
          bytes(one.maxRssBytes),
        ]),
    ],
    ['left'],
  )
  const more = workers.length - MAX_WORKERS
  return ['', style('dim', head), ...rows, ...(more > 0 ? [`and ${plural(more, 'worker')} more, see --json`] : [])]
}

function dropped({ droppedTasks }: RunSummary, retained: number, style: Style): string[] {
  if (droppedTasks === 0) return []
  const text =
    `${plural(droppedTasks, 'task')} no longer fit in memory. The counts above hold all tasks; ` +
    `percentiles and order speak of the newest ${count(retained)} only.`
  return ['', style('yellow', text)]
}
