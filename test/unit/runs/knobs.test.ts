import { startRun, TECHNIQUES, type Params, type Run } from 'poolscope'
import { describe, expect, it } from 'vitest'
import { KNOBS, type KnobId, type KnobRequest } from '#engine/contract/knobs.js'
import { MAX_TURNS } from '#engine/runs/knob-board.js'
import { until } from '../tasks/support.ts'
import { finish } from './finish.ts'

/** Long enough to be turned at; small tasks, so that it can be stopped at any time. */
const LONG: Readonly<Record<string, Params>> = {
  threads: { tasks: 8, task: 'sleep', durationMs: 60_000, arrival: 'steady', ratePerSecond: 20 },
  processes: { tasks: 4, task: 'sleep', durationMs: 60_000, arrival: 'steady', ratePerSecond: 20 },
  'thread-pool': { tasks: 100_000, task: 'sleep', durationMs: 5, workers: 2, arrival: 'steady', ratePerSecond: 200 },
  'process-pool': { tasks: 100_000, task: 'sleep', durationMs: 5, workers: 2, arrival: 'poisson', ratePerSecond: 200 },
  gather: { tasks: 200, durationMs: 60_000 },
  'async-wait': { tasks: 2_000, durationMs: 60_000, arrival: 'steady', ratePerSecond: 20 },
  'thread-queue': { tasks: 100_000, task: 'sleep', durationMs: 5 },
  'process-queue': { tasks: 100_000, task: 'sleep', durationMs: 5 },
  'event-loop': { durationMs: 5 },
  network: { requests: 2_000, workers: 2, latencyMs: 20, arrival: 'steady', ratePerSecond: 50 },
}

/** A value that each knob takes wherever it is offered. */
const VALUES: Readonly<Record<KnobId, number>> = { resize: 3, slow: 2, kill: 0, bound: 5, rate: 90, block: 20 }

const ready = (run: Run) => run.recorder.workers.infos.filter(({ state, role }) => state === 'ready' && role !== 'server')
const started = (run: Run): Promise<void> => until(() => ready(run).length > 0 && run.state === 'running')

/** The first worker that runs and that the knob is for. */
function requestFor(run: Run, knob: KnobId): KnobRequest {
  const { roles, value } = KNOBS[knob]
  const worker = ready(run).find(({ role }) => roles?.includes(role))
  return {
    knob,
    ...(value === null ? {} : { value: VALUES[knob] }),
    ...(worker === undefined ? {} : { worker: worker.index }),
  }
}

const code = (expected: string, message: string) =>
  expect.objectContaining({ code: expected, message: expect.stringContaining(message) as string }) as Error

describe('the knobs of a run', () => {
  it.each(TECHNIQUES.map(({ id }) => id))('of %s: all that are offered can be turned, and each use is told', async (id) => {
    const { run } = await finish({ preset: id, params: LONG[id] ?? {} }, async (running) => {
      await started(running)
      await until(() => ready(running).some(({ role }) => role === 'worker' || role === 'consumer'))
      const offers = running.info.knobs ?? []
      expect(offers.length).toBeGreaterThan(0)
      for (const { knob } of offers) running.turnKnob(requestFor(running, knob as KnobId))
      expect(running.recorder.turns.map((turn) => turn.knob)).toEqual(offers.map(({ knob }) => knob))
      running.stop()
    })
    const logged = run.recorder.logEntries.filter(({ text }) => text.startsWith('Knob turned: '))
    expect(logged.map(({ atMs, text, worker }) => [atMs, text, worker])).toEqual(
      run.recorder.turns.map(({ atMs, label, worker }) => [atMs, `Knob turned: ${label}.`, worker]),
    )
  })

  it('change it: a pool grows, a killed worker is lost and replaced', async () => {
    const { run } = await finish({ preset: 'thread-pool', params: { ...LONG['thread-pool'], arrival: 'all-at-once' } }, async (running) => {
      await until(() => ready(running).length === 2)
      expect(running.turnKnob({ knob: 'resize', value: 4 })).toBe('4 workers')
      await until(() => ready(running).length === 4)
      expect(running.turnKnob({ knob: 'kill', worker: 1 })).toBe('thread 2 killed')
      await until(() => ready(running).length === 4 && running.recorder.workers.infos.length === 5)
      running.stop()
    })
    expect(run.recorder.workers.info(1)).toMatchObject({ state: 'lost' })
    expect(run.recorder.workers.info(4)).toMatchObject({ replaces: 1 })
    expect(run.recorder.turns).toEqual([
      { atMs: expect.any(Number) as number, knob: 'resize', value: 4, worker: null, label: '4 workers' },
      { atMs: expect.any(Number) as number, knob: 'kill', value: null, worker: 1, label: 'thread 2 killed' },
    ])
  })

  it('bound the queue of a pool: who submits waits, and nothing is refused', async () => {
    const params = { tasks: 400, task: 'sleep', durationMs: 1, workers: 2, arrival: 'steady', ratePerSecond: 2_000 }
    const { run, summary } = await finish({ preset: 'thread-pool', params }, async (running) => {
      await started(running)
      running.turnKnob({ knob: 'bound', value: 3 })
      const atMs = running.nowMs
      await running.finished
      const { ring } = running.recorder.depthSeries
      const { columns } = ring.copy(0, ring.rows)
      const rows = Array.from(columns.atMs, (ms, row) => ({ isLater: ms > atMs, depth: columns.depth[row] ?? 0 }))
      const before = rows.findLast(({ isLater }) => !isLater)?.depth ?? 0
      const later = rows.filter(({ isLater }) => isLater).map(({ depth }) => depth)
      expect(Math.max(...later)).toBeLessThanOrEqual(Math.max(before, 3))
    })
    expect(summary).toMatchObject({ outcome: 'ok', tasks: { ok: 400 } })
    expect(run.recorder.turns).toHaveLength(1)
  })

  it('bound the queue between threads: the producer gets further', async () => {
    const params = { tasks: 60, task: 'sleep', durationMs: 20, consumers: 1, capacity: 2 }
    const { run } = await finish({ preset: 'thread-queue', params }, async (running) => {
      await until(() => running.depth === 2)
      running.turnKnob({ knob: 'bound', value: 20 })
      await until(() => running.depth > 15)
      running.stop()
    })
    expect(run.recorder.depthSeries.max).toBeLessThanOrEqual(20)
  })

  it('slow a consumer down: the other one does most of the work', async () => {
    const params = { tasks: 600, task: 'sleep', durationMs: 3, consumers: 2 }
    const { run, summary } = await finish({ preset: 'thread-queue', params }, async (running) => {
      await until(() => ready(running).filter(({ role }) => role === 'consumer').length === 2)
      running.turnKnob({ knob: 'slow', value: 30, worker: 1 })
      await running.finished
    })
    const { columns, rows } = run.recorder.tasks
    const sinceMs = run.recorder.turns[0]?.atMs ?? 0
    const [slow = 0, other = 0] = [1, 2].map(
      (index) => columns.worker.subarray(0, rows).filter((worker, row) => worker === index && (columns.startedMs[row] ?? 0) > sinceMs).length,
    )
    expect(summary.tasks.ok).toBe(600)
    expect(other).toBeGreaterThan(2 * slow)
  })

  it('refuse what does not fit, and say what would', async () => {
    const { run } = await finish({ preset: 'thread-queue', params: LONG['thread-queue'] ?? {} }, async (running) => {
      await until(() => ready(running).length === 3)
      const turn = (request: KnobRequest) => () => running.turnKnob(request)
      expect(turn({ knob: 'resize', value: 2 })).toThrow(code('ERR_USAGE', 'This run has no knob "resize".'))
      expect(turn({ knob: '__proto__' })).toThrow(code('ERR_USAGE', 'no knob'))
      expect(turn({ knob: 'bound', value: 2.5 })).toThrow(code('ERR_USAGE', 'a whole number from 0 to 100000, not 2.5'))
      expect(turn({ knob: 'bound' })).toThrow(code('ERR_USAGE', 'from 0 to 100000.'))
      expect(turn({ knob: 'slow', value: 0, worker: 1 })).toThrow(code('ERR_USAGE', 'a number from 1 to 50, not 0'))
      expect(turn({ knob: 'slow', value: 2 })).toThrow(code('ERR_USAGE', 'needs a worker'))
      expect(turn({ knob: 'slow', value: 2, worker: 0 })).toThrow(code('ERR_INVALID_STATE', 'is not for a producer'))
      expect(turn({ knob: 'kill', worker: 9 })).toThrow(code('ERR_INVALID_STATE', 'no worker 10. Those that run: producer 1,'))
      running.turnKnob({ knob: 'kill', worker: 2 })
      await until(() => running.recorder.workers.info(2)?.state === 'lost')
      expect(turn({ knob: 'kill', worker: 2 })).toThrow(code('ERR_INVALID_STATE', 'has ended. Those that run:'))
      for (let turns = running.recorder.turns.length; turns < MAX_TURNS; turns++) running.turnKnob({ knob: 'bound', value: 8 })
      expect(turn({ knob: 'bound', value: 8 })).toThrow(code('ERR_INVALID_STATE', `${MAX_TURNS} times`))
      running.stop()
      expect(turn({ knob: 'bound', value: 8 })).toThrow(code('ERR_INVALID_STATE', 'has ended or is ending'))
    })
    expect(run.recorder.turns).toHaveLength(MAX_TURNS)
    expect(() => run.turnKnob({ knob: 'bound', value: 8 })).toThrow('has ended')
  })

  it('give more or fewer arrivals a second', async () => {
    // Without the knob the last of them would come after more than two hours.
    const params = { tasks: 200, task: 'noop', arrival: 'steady', ratePerSecond: 0.1, workers: 1 }
    const run = await startRun({ preset: 'thread-pool', params, seed: 1 })
    await until(() => run.counts.submitted === 1)
    run.turnKnob({ knob: 'rate', value: 1_000 })
    expect((await run.finished).tasks.ok).toBe(200)
  })
})
