import { expect, it } from 'vitest'
import { sweepCsv, sweepFigures } from '#engine/analysis/index.js'

const HEAD = { preset: 'thread-pool', outcome: 'ok' as const, seed: 1, repeats: 2, machine: { cores: 2, platform: 'linux', node: '20', app: '0' } }

it('a sweep of sizes is a line for each point, with units in the names and nothing where nothing was measured', () => {
  const run = { as: 'threads' as const, workers: 2, wholeThroughput: 10, steadyThroughput: 12, p95Ms: 5, cpuMs: null, peakMemoryBytes: 2048, failedTasks: 1 }
  const text = sweepCsv({ kind: 'sizes', result: { ...HEAD, warmUp: 1, ...sweepFigures([run]) } })
  expect(text.split('\r\n')).toEqual([
    'as,workers,runs,throughput_per_second,throughput_per_second_low,throughput_per_second_high,p95_ms,p95_ms_low,p95_ms_high,' +
      'cpu_ms,cpu_ms_low,cpu_ms_high,peak_memory_bytes,peak_memory_bytes_low,peak_memory_bytes_high,max_rss_bytes,failed_tasks',
    'threads,2,1,12,,,5,,,,,,2048,,,2048,1',
    '',
  ])
})

it('the cost of watching is one line', () => {
  const cost = {
    ...{ onMs: 11, offMs: 10, differenceMs: { mean: 1, low: 0.5, high: 1.5 }, differencePercent: { mean: 10, low: 5, high: 15 } },
    verdict: 'watching costs time' as const,
  }
  expect(sweepCsv({ kind: 'watching', result: { ...HEAD, pairs: 2, cost, appCpuMs: null } })).toBe(
    'pairs,on_ms,off_ms,difference_ms,difference_ms_low,difference_ms_high,difference_percent,difference_percent_low,difference_percent_high,app_cpu_ms\r\n' +
      '2,11,10,1,0.5,1.5,10,5,15,\r\n',
  )
})
