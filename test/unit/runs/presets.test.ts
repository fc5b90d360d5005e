import { PRESETS, startRun, type Params } from 'poolscope'
import { expect, it } from 'vitest'
import { finish } from './finish.ts'

/** Presets as they are, only shorter. */
const SHORTER: Readonly<Record<string, Params>> = {
  threads: { tasks: 3, durationMs: 20 },
  processes: { tasks: 2, durationMs: 20 },
  'thread-pool': { tasks: 20, workers: 2, durationMs: 3 },
  'process-pool': { tasks: 20, workers: 2, durationMs: 3 },
  gather: { durationMs: 50 },
  'async-wait': { durationMs: 50 },
  'thread-queue': { tasks: 30, durationMs: 2 },
  'process-queue': { tasks: 30, durationMs: 2 },
  'event-loop': { seconds: 2 },
  network: { requests: 4, workers: 2, latencyMs: 10, jitterMs: 0, errorRate: 0 },
  oversubscription: { tasks: 8, workers: 4, durationMs: 5 },
  'unbounded-queue': { tasks: 100 },
  'bounded-queue': { tasks: 100, capacity: 10 },
  'transfer-cost': { tasks: 6 },
  'cold-start': { workers: 2 },
  'blocked-loop': { longMs: 40 },
  'crashing-workers': { tasks: 20, workers: 2, durationMs: 3 },
  mandelbrot: { maxIterations: 50, tileSize: 256, workers: 2 },
  'mandelbrot-processes': { maxIterations: 50, tileSize: 256, workers: 2 },
  'file-hashing': { tasks: 40, workers: 2 },
  'file-compression': { tasks: 20, workers: 2 },
}

it.each(PRESETS.map((preset) => [preset.id, preset] as const))('preset %s runs', async (id, preset) => {
  const params = SHORTER[id] ?? {}
  const { run, summary } = await finish({ preset: id, params })
  const expected = run.info.expectedTasks ?? summary.tasks.submitted
  const lost = id === 'crashing-workers' ? expected * 0.1 : 0
  if (id === 'lost-sentinel') expect(summary.error).toMatch(/^consumer [12] waits for ever in get/)
  else expect(summary.error).toBeUndefined()
  expect(summary).toMatchObject({
    preset: id,
    technique: preset.technique,
    seed: 7,
    outcome: id === 'lost-sentinel' ? 'failed' : 'ok',
    tasks: { submitted: expected, ok: expected - lost, error: 0, cancelled: 0, timedOut: 0, lost },
    droppedTasks: 0,
  })
  expect(summary.params).toMatchObject({ ...preset.params, ...params })
  expect(expected).toBeGreaterThan(0)
  expect(summary.makespanMs).toBeGreaterThan(0)
  expect(run.info.capacity ?? Infinity).toBeGreaterThanOrEqual(summary.maxQueueDepth)
})

it('the same seed gives the same tasks in the same order, another seed other ones', async () => {
  const durations = { distribution: 'bimodal', durationMs: 0, longMs: 1, longShare: 0.5 }
  const params = { tasks: 40, task: 'sleep', workers: 1, ...durations }
  const kindsOf = async (seed: number): Promise<number[]> => {
    const run = await startRun({ preset: 'thread-pool', seed, params })
    await run.finished
    const { columns } = run.recorder.tasks.copy(0, 40)
    return [...columns.id].map((id) => [...columns.kind][[...columns.id].indexOf(id)] ?? -1)
  }
  const first = await kindsOf(3)
  expect(first.filter((kind) => kind === 1)).toHaveLength(20)
  expect(await kindsOf(3)).toEqual(first)
  expect(await kindsOf(4)).not.toEqual(first)
})
