import { PRESETS, startRun } from 'poolscope'
import { expect, it } from 'vitest'
import { finish } from './finish.ts'
import { SHORTER } from './shorter.ts'

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
