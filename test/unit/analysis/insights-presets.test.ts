import { findInsights, type Insight, type InsightInput } from '#engine/analysis/index.js'
import { startRun, type Run, type RunRequest } from '#engine/runs/index.js'
import { expect, it } from 'vitest'
import { until } from '../tasks/support.ts'

async function insightsOf(request: RunRequest): Promise<Insight[]> {
  const run = await startRun({ seed: 7, ...request })
  await run.finished
  return insightsAfter(run)
}

function insightsAfter(run: Run, cores = run.info.machine.cores): Insight[] {
  const { counts, workers, tasks, depthSeries, samples, spans, nowMs } = run.recorder
  depthSeries.flush()
  const input: InsightInput = {
    info: run.info,
    counts,
    workers: workers.infos,
    tables: {
      tasks: tasks.copy(tasks.firstRow, tasks.rows),
      depth: depthSeries.copy(depthSeries.ring.firstRow, depthSeries.ring.rows),
      samples: samples.copy(samples.firstRow, samples.rows),
      spans: spans.copy(spans.firstRow, spans.rows),
    },
    state: run.state,
    nowMs,
    cores,
  }
  return findInsights(input)
}

/** Presets made to show a finding, shortened where they still must. */
const SHOWN: readonly (readonly [string, RunRequest])[] = [
  ['head-of-line', { preset: 'head-of-line', params: { durationMs: 2, tasks: 30, longShare: 0.07, longMs: 400 } }],
  ['transfer-cost', { preset: 'transfer-cost', params: { tasks: 24, workers: 1, sizeBytes: 262_144 } }],
  ['cold-start', { preset: 'cold-start', params: { workers: 1 } }],
  ['loop-blocked', { preset: 'blocked-loop', params: { tasks: 10 } }],
  ['consumer-stuck', { preset: 'lost-sentinel', params: { durationMs: 5 } }],
  ['tasks-lost', { preset: 'crashing-workers', params: { tasks: 20, workers: 2, durationMs: 3 } }],
]

it.each(SHOWN)('finds %s in the preset that shows it', async (id, request) => {
  expect((await insightsOf(request)).map((insight) => insight.id)).toContain(id)
})

// A producer that starts late has to catch up: most of the three seconds are left on a slow machine, too.
it('finds queue-growing in the preset that shows it', async () => {
  const params = { tasks: 1200, ratePerSecond: 400, durationMs: 10 }
  const run = await startRun({ preset: 'unbounded-queue', seed: 7, params })
  await until(() => run.counts.submitted === params.tasks)
  run.stop()
  await run.finished
  expect(insightsAfter(run).map(({ id }) => id)).toContain('queue-growing')
})

it('finds no problem in a plain pool', async () => {
  const found = await insightsOf({ preset: 'thread-pool', params: { tasks: 60, task: 'sleep' } })
  expect(found.filter(({ severity }) => severity === 'problem')).toEqual([])
})
