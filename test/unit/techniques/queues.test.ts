import { startRun, type Params, type Run } from 'poolscope'
import { describe, expect, it } from 'vitest'
import { WAIT_STATES, type WaitState } from '#engine/contract/index.js'

interface Span {
  role: string | undefined
  state: WaitState | undefined
  ms: number
}

function spansOf({ recorder }: Run): Span[] {
  const { columns, length } = recorder.spans.copy(0, recorder.spans.rows)
  return Array.from({ length }, (_, row) => ({
    role: recorder.workers.infos[columns.worker[row] ?? -1]?.role,
    state: WAIT_STATES[columns.state[row] ?? -1],
    ms: (columns.toMs[row] ?? 0) - (columns.fromMs[row] ?? 0),
  }))
}

async function runQueue(preset: string, params: Params) {
  const run = await startRun({ preset, seed: 5, params: { task: 'sleep', ...params } })
  return { run, summary: await run.finished, spans: spansOf(run) }
}

describe.each(['thread-queue', 'process-queue'])('%s', (preset) => {
  it('holds the producer up while the queue is full', async () => {
    const { run, summary, spans } = await runQueue(preset, { tasks: 20, durationMs: 20, capacity: 2, consumers: 1 })
    const puts = spans.filter(({ state }) => state === 'put')
    expect(puts.length).toBeGreaterThan(0)
    expect(new Set(puts.map(({ role }) => role))).toEqual(new Set(['producer']))
    expect(summary.maxQueueDepth).toBe(2)
    expect(run.info.capacity).toBe(2)
  })

  it.each<[string, Params]>([
    ['an end mark for each', { ending: 'sentinel-each' }],
    ['one that is put back', { ending: 'put-back' }],
    ['a shutdown', { ending: 'shutdown' }],
  ])('ends all consumers by %s', async (_, params) => {
    const { summary } = await runQueue(preset, { ...params, tasks: 30, durationMs: 0, producers: 2, consumers: 3 })
    expect(summary).toMatchObject({ outcome: 'ok', tasks: { submitted: 30, ok: 30 } })
    const names = summary.workers.map(({ id }) => id).join()
    expect(names).toBe('producer 1,producer 2,consumer 1,consumer 2,consumer 3')
    expect(summary.workers.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(30)
  })

  it('shows who waits for ever when one end mark is for two', async () => {
    const { run, summary, spans } = await runQueue(preset, { ending: 'one-sentinel', tasks: 6, durationMs: 1 })
    expect(summary).toMatchObject({ outcome: 'failed', tasks: { submitted: 6, ok: 6 } })
    expect(summary.error).toMatch(/^consumer [12] waits for ever in get/)
    expect(spans.filter(({ role, state, ms }) => role === 'consumer' && state === 'get' && ms > 1_900)).toHaveLength(1)
    const ends = run.recorder.workers.infos.map(({ exitCode }) => exitCode === 0)
    expect(ends.filter((clean) => !clean)).toHaveLength(1)
  })
})
