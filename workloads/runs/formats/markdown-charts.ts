import type { RecordedRun } from '../../analysis/index.ts'
import { NO_WORKER, OUTCOMES } from '../../contract/index.ts'
import { areaChart, type Series } from './svg/area-chart.ts'
import { histogram } from './svg/histogram.ts'

const OK = OUTCOMES.indexOf('ok')
const ERROR = OUTCOMES.indexOf('error')

/** Queue depth, CPU use and latency as SVG; a chart without data is left out. */
export function markdownCharts(run: RecordedRun): string[] {
  const { untilMs } = run
  const { atMs, depth } = run.depth.columns
  const queue: Series = { length: run.depth.length, atMs: (row) => atMs[row] ?? 0, value: (row) => depth[row] ?? 0 }
  const cpu = coresOfWorkers(run)
  return [
    ...(queue.length === 0 ? [] : [areaChart({ title: 'Queue depth', yLabel: 'tasks waiting', untilMs, series: queue, whole: true })]),
    ...(cpu.length === 0 ? [] : [areaChart({ title: 'CPU use of all workers', yLabel: 'cores', untilMs, series: cpu })]),
    ...(run.tasks.length === 0 ? [] : [latency(run)]),
  ]
}

/** The sum of what each worker used when it was last measured, until it ended. */
function coresOfWorkers({ samples, workers }: RecordedRun): Series {
  const { atMs, cores, worker } = samples.columns
  const changes: { at: number; worker: number; cores: number }[] = []
  for (let row = 0; row < samples.length; row++) {
    const [index = NO_WORKER, value = -1] = [worker[row], cores[row]]
    if (index !== NO_WORKER && value >= 0) changes.push({ at: atMs[row] ?? 0, worker: index, cores: value })
  }
  if (changes.length === 0) return { length: 0, atMs: () => 0, value: () => 0 }
  for (const { index, endedMs } of workers) if (endedMs !== null) changes.push({ at: endedMs, worker: index, cores: 0 })
  changes.sort((a, b) => a.at - b.at)
  const now = new Map<number, number>()
  const sums = new Float64Array(changes.length)
  let sum = 0
  changes.forEach((change, i) => {
    sum += change.cores - (now.get(change.worker) ?? 0)
    now.set(change.worker, change.cores)
    sums[i] = Math.max(0, sum)
  })
  return { length: changes.length, atMs: (i) => changes[i]?.at ?? 0, value: (i) => sums[i] ?? 0 }
}

/** Of the same tasks as the percentiles: see `summarize`. */
function latency({ tasks }: RecordedRun): string {
  const { submittedMs, dispatchedMs, startedMs, finishedMs, worker, outcome } = tasks.columns
  const wait = new Float64Array(tasks.length)
  const run = new Float64Array(tasks.length)
  let [waits, runs] = [0, 0]
  for (let row = 0; row < tasks.length; row++) {
    if (worker[row] === NO_WORKER) continue
    wait[waits++] = (dispatchedMs[row] ?? 0) - (submittedMs[row] ?? 0)
    if (outcome[row] === OK || outcome[row] === ERROR) run[runs++] = (finishedMs[row] ?? 0) - (startedMs[row] ?? 0)
  }
  return histogram('Latency', [
    { label: 'wait', valuesMs: wait.subarray(0, waits) },
    { label: 'run', valuesMs: run.subarray(0, runs) },
  ])
}
