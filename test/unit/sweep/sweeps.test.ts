import { describe, expect, it } from 'vitest'
import { arrivalSweepResultSchema, sweepResultSchema } from '#engine/contract/index.js'
import { OWN_TASK } from '#engine/contract/index.js'
import { checkRun } from '#engine/runs/index.js'
import { arrivalSweep, sizeSweep } from '#engine/sweep/index.js'
import { project } from '../own/project.ts'

const SMALL = { preset: 'thread-pool', params: { task: 'sleep', durationMs: 2, distribution: 'fixed', tasks: 12 }, seed: 7 }

describe('a sweep of sizes', () => {
  it('measures every point as often as asked, and says what follows', async () => {
    const seen: number[] = []
    const sweep = sizeSweep({ ...SMALL, as: ['threads', 'event-loop', 'serial'], workers: [1, 2], repeats: 2, warmUp: 1 })
    const result = await sweep.run({ onProgress: ({ done }) => seen.push(done) })
    expect(sweepResultSchema.strict().parse(result)).toEqual(result)
    expect(result).toMatchObject({ preset: 'thread-pool', outcome: 'ok', seed: 7, repeats: 2, warmUp: 1 })
    expect(result.points.map(({ as, workers, runs, failedTasks }) => `${as} ${workers}: ${runs} runs, ${failedTasks} failed`).sort()).toEqual([
      'event-loop 1: 2 runs, 0 failed',
      'serial 1: 2 runs, 0 failed',
      'threads 1: 2 runs, 0 failed',
      'threads 2: 2 runs, 0 failed',
    ])
    for (const { throughput, p95Ms } of result.points) {
      expect(throughput.mean).toBeGreaterThan(0)
      expect(throughput.low).toBeLessThanOrEqual(throughput.mean)
      expect(p95Ms).toBeGreaterThan(2)
    }
    expect(result.recommendation?.reason).toMatch(/./)
    expect([sweep.runs, seen]).toEqual([12, Array.from({ length: 13 }, (_, i) => i)])
  })

  it('that is stopped keeps what was measured, and no run goes on', async () => {
    const stop = new AbortController()
    const result = await sizeSweep({ ...SMALL, as: ['threads'], workers: [1, 2], repeats: 50, warmUp: 0 }).run({
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done === 3) stop.abort()
      },
    })
    expect(result).toMatchObject({ outcome: 'stopped' })
    expect(result.points.reduce((sum, { runs }) => sum + runs, 0)).toBe(3)
  })

  it('that is stopped in the middle of a run does not count that one', async () => {
    const stop = new AbortController()
    const params = { ...SMALL.params, tasks: 1000, durationMs: 1000 }
    const result = sizeSweep({ ...SMALL, params, as: ['threads'], workers: [1], repeats: 2, warmUp: 0 }).run({ signal: stop.signal })
    setImmediate(() => stop.abort())
    expect(await result).toMatchObject({ outcome: 'stopped', points: [], recommendation: null })
  })

  it('in which a run fails says which, and keeps the others', async () => {
    const target = { preset: 'lost-sentinel', params: { tasks: 2, task: 'noop' }, seed: 7 }
    const result = await sizeSweep({ ...target, as: ['threads'], workers: [2], repeats: 2, warmUp: 0 }).run()
    expect(result).toMatchObject({ outcome: 'failed', error: expect.stringMatching(/"consumers":2.*waits for ever/), points: [] })
  })
})

describe('a sweep of arrival rates', () => {
  it('submits at the rates asked for, whatever is done, and measures from when tasks were due', async () => {
    // One worker that sleeps 40 ms does 25 a second at most: 60 arrive, and wait.
    const params = { task: 'sleep', durationMs: 40, distribution: 'fixed' }
    const request = { preset: 'process-pool', params, as: 'threads' as const, workers: 1, rates: [5, 60], arrival: 'steady' as const }
    const result = await arrivalSweep({ ...request, seconds: 1, repeats: 1, seed: 3 }).run()
    expect(arrivalSweepResultSchema.strict().parse(result)).toEqual(result)
    const [slow, fast] = result.points
    expect(result).toMatchObject({ outcome: 'ok', knee: null, kneeReason: expect.stringMatching(/at least 5 rates, and there are 2/), saturated: 60 })
    expect(slow?.rate).toBe(5)
    expect(fast?.backlog).toBeGreaterThan(20)
    expect(fast?.throughput.mean).toBeLessThan(26)
    expect(fast?.p95Ms.mean).toBeGreaterThan(1000)
    expect(fast?.mmcReason).toMatch(/at least 100 tasks/)
  })

  it('gives a task of your own its inputs again and again, for as long as tasks arrive', async () => {
    const at = project({ 'sleeps.mjs': 'export const inputs = () => [1, 2, 3]\nexport const task = (ms) => new Promise((done) => setTimeout(done, ms))' })
    const target = { preset: OWN_TASK, params: { path: at('sleeps.mjs') } }
    await checkRun({ ...target, confirmed: true })
    const request = { ...target, as: 'event-loop' as const, workers: 8, rates: [40], arrival: 'steady' as const, seconds: 1, repeats: 1, seed: 3 }
    const result = await arrivalSweep(request).run()
    expect(result).toMatchObject({ outcome: 'ok', saturated: null, points: [{ rate: 40, failedTasks: 0 }] })
    // 80 tasks, 25 ms apart, those of the second second are measured.
    expect(result.points[0]?.arrivalRate).toBeGreaterThan(30)
  })
})
