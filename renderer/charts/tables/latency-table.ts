import type { ChartRun } from '../data.ts'
import { formatCount, formatDuration } from '../format.ts'
import { latencyKeeper, LOWEST_POWER, PER_DECADE } from '../latency.ts'
import type { TableTeller } from './table.ts'

/** Percentiles of wait and run, and how many tasks took how long. */
export function latencyTable(run: ChartRun): TableTeller {
  const keep = latencyKeeper(run)
  return (range) => {
    const { wait, run: runs } = keep(range)
    const percentiles = (['p50', 'p95', 'p99'] as const).map((name) => [
      name,
      formatDuration(wait.percentiles[name]),
      formatDuration(runs.percentiles[name]),
    ])
    const edge = (bucket: number): string => formatDuration(10 ** (LOWEST_POWER + bucket / PER_DECADE))
    const buckets = [...wait.counts.keys()].flatMap((bucket) => {
      const [waits, ran] = [wait.counts[bucket] ?? 0, runs.counts[bucket] ?? 0]
      return waits + ran === 0 ? [] : [[`${edge(bucket)} to ${edge(bucket + 1)}`, formatCount(waits), formatCount(ran)]]
    })
    return {
      caption: `Latency of ${range === null ? 'the whole run so far' : `the selected ${formatDuration(range.toMs - range.fromMs)}`}: percentiles, then how many tasks took how long`,
      columns: ['', 'Wait', 'Run'],
      rows: [['tasks', formatCount(wait.count), formatCount(runs.count)], ...percentiles, ...buckets],
    }
  }
}
