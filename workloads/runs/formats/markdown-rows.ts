import { COST_LABELS, peakMemoryBytes, summaryOf, transferShare, type RecordedRun } from '../../analysis/index.ts'
import { COST_PARTS, type Percentiles, type TaskCost } from '../../contract/index.ts'

const NOT_MEASURED = 'not measured'
const MIB = 2 ** 20

const number = (value: number, digits = 3): string => Number(value.toPrecision(digits)).toLocaleString('en-US', { maximumFractionDigits: 6 })
const count = (value: number): string => value.toLocaleString('en-US')
const ms = (value: number | null): string => (value === null ? '-' : `${number(value)} ms`)
const mib = (bytes: number | null): string => (bytes === null || bytes <= 0 ? NOT_MEASURED : `${number(bytes / MIB)} MiB`)
const seconds = (value: number): string => (value < 0 ? NOT_MEASURED : `${number(value / 1000)} s`)

/** What the reader must know before the figures; empty for a whole run. */
export function missingNotes({ end, dropped, untilMs, summary }: RecordedRun): string[] {
  return [
    ...(end.how === 'whole'
      ? []
      : [`This recording is ${end.how}: ${end.reason}. The figures are those of its first ${number(untilMs / 1000)} s.`]),
    ...(dropped.tasks + dropped.rows > 0
      ? [`${count(dropped.tasks)} tasks and ${count(dropped.rows)} other rows were not kept. Counts hold all tasks; charts lack these.`]
      : []),
    ...(summary?.error === undefined ? [] : [`The run failed: ${summary.error}`]),
  ]
}

export function headRows({ info, summary }: RecordedRun): string[][] {
  const { preset, technique, seed, params, startedAt, machine } = info
  return [
    ['preset', preset],
    ['technique', technique],
    ['parameters', Object.entries(params).map(([name, value]) => `${name}=${String(value)}`).join(', ')],
    ['seed', String(seed)],
    ['started', startedAt],
    ['outcome', summary?.outcome ?? 'not known'],
    ['machine', `${machine.cores} cores, ${machine.platform}, Node ${machine.node}, Poolscope ${machine.app}`],
  ]
}

export function figureRows(run: RecordedRun): string[][] {
  const summary = summaryOf(run)
  const { tasks, makespanMs, throughput, waitMs, transferMs, runMs, maxQueueDepth, inversions, cpuMs, appCpuMs } = summary
  const share = transferShare(run)
  const percentiles = (p: Percentiles): string => `p50 ${ms(p.p50)}, p95 ${ms(p.p95)}, p99 ${ms(p.p99)}`
  return [
    ['tasks submitted', count(tasks.submitted)],
    ['ok, error, cancelled, timed out, lost', [tasks.ok, tasks.error, tasks.cancelled, tasks.timedOut, tasks.lost].map(count).join(', ')],
    ['makespan', ms(makespanMs)],
    ['throughput', `${number(throughput)} tasks/s`],
    ['wait time', percentiles(waitMs)],
    ['transfer', percentiles(transferMs)],
    ['run time', percentiles(runMs)],
    ['transfer share', share === null ? '-' : `${number(share * 100)}%`],
    ['queue depth at most', count(maxQueueDepth)],
    ['pairs that ended swapped', count(inversions)],
    ['CPU time of the workers', seconds(cpuMs)],
    ['CPU time of the app itself', seconds(appCpuMs)],
    ['peak memory of the workers', mib(peakMemoryBytes(run))],
  ]
}

export const costRows = ({ parts }: TaskCost): string[][] =>
  COST_PARTS.map((part) => {
    const { meanMs, p50Ms, p95Ms, totalMs } = parts[part]
    return [COST_LABELS[part].toLowerCase(), ms(meanMs), ms(p50Ms), ms(p95Ms), ms(totalMs)]
  })

export const workerRows = ({ workers }: RecordedRun): string[][] =>
  workers.map(({ id, kind, tasks, cpuMs, maxMemoryBytes, state }) => [id, kind, count(tasks), seconds(cpuMs), mib(maxMemoryBytes), state])
