import { finish, findInsights, insightSteps, MAX_EVIDENCE_TASKS, SEVERITIES } from '#engine/analysis/index.js'
import { createColumns } from '#engine/contract/columns.js'
import { NO_WORKER, OUTCOMES, TASK_COLUMNS, WAIT_STATES } from '#engine/contract/telemetry.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { find, numbersOf, runOf, times, worker, type Given, type Task } from './insights-run.ts'

/** A task that runs all the time that its worker has it. */
const task = (index: number, fromMs: number, toMs: number, submittedMs = 0): Task => ({
  worker: index,
  times: [submittedMs, fromMs, fromMs, toMs, toMs],
})

describe('tasks lost', () => {
  const lost: Task = { worker: 1, outcome: 'lost', times: [0, 10, 10, 30, 30] }
  const workers = [worker(0), worker(1, { state: 'lost' })]

  it('counts tasks and workers', () => {
    const insight = find('tasks-lost', { tasks: [task(0, 0, 9), lost, task(0, 9, 20), lost], workers })
    expect(insight).toMatchObject({
      severity: 'problem',
      evidence: { fromMs: 10, toMs: 30, workers: [1], tasks: [1, 3] },
    })
    expect(insight?.text).toMatch(/^1 worker died, and 2 tasks got no result/)
    expect(numbersOf(insight)).toEqual([2, 1, 0.5])
  })

  it('says so when nobody took them', () => {
    const left: Task = { worker: NO_WORKER, outcome: 'lost', times: [0, 30, 30, 30, 30] }
    expect(find('tasks-lost', { tasks: [left], workers: [worker(0)] })?.text).toMatch(/^1 task got no result, though no/)
  })

  it('does not speak of tasks that failed, and names at most 100', () => {
    expect(find('tasks-lost', { tasks: [{ ...lost, outcome: 'error' }], workers })).toBeUndefined()
    const insight = find('tasks-lost', { tasks: times(150, () => lost), workers })
    expect(insight?.evidence.tasks).toEqual(times(MAX_EVIDENCE_TASKS, (id) => id))
    expect(numbersOf(insight)?.[0]).toBe(150)
  })
})

describe('consumer stuck', () => {
  const workers = [worker(0, { role: 'producer' }), worker(1, { role: 'consumer' }), worker(2, { role: 'consumer' })]
  const wait = (state: (typeof WAIT_STATES)[number], toMs: number): Given => ({
    tasks: [task(1, 0, 100)],
    workers,
    spans: [{ fromMs: 50, toMs, worker: 2, state: WAIT_STATES.indexOf(state) }],
    nowMs: toMs,
  })

  it('is a wait in get long after the last result', () => {
    const insight = find('consumer-stuck', wait('get', 1100))
    expect(insight).toMatchObject({ severity: 'problem', evidence: { fromMs: 100, toMs: 1100, workers: [2] } })
    expect(numbersOf(insight)).toEqual([1000, 1, 2, 0])
  })

  it('is not the end mark that comes in time, nor a wait in join', () => {
    expect(find('consumer-stuck', wait('get', 1099))).toBeUndefined()
    expect(find('consumer-stuck', wait('join', 1100))).toBeUndefined()
  })

  it('is a queue that nobody empties any more', () => {
    const given = { tasks: [task(1, 0, 100)], workers, nowMs: 1100 }
    const left = [{ atMs: 0, depth: 1 }, { atMs: 60, depth: 3 }]
    expect(numbersOf(find('consumer-stuck', { ...given, depth: left }))).toEqual([1000, 0, 2, 3])
    expect(find('consumer-stuck', { ...given, depth: [...left, { atMs: 90, depth: 0 }] })).toBeUndefined()
    expect(find('consumer-stuck', { ...given, depth: left, nowMs: 1099 })).toBeUndefined()
    expect(find('consumer-stuck', { ...given, depth: left, workers: [worker(1)] })).toBeUndefined()
  })
})

describe('loop blocked', () => {
  const loop = worker(0, { kind: 'event-loop' })
  const blocked = (startedMs: number, delayMs: number): Given => ({
    tasks: [
      { worker: 0, times: [0, 0, 5, 300, 300] },
      { worker: 0, times: [0, 0, startedMs, 198, 199] },
    ],
    workers: [loop],
    samples: [{ atMs: 100, worker: 0, loopDelayMs: 1 }, { atMs: 200, worker: 0, loopDelayMs: delayMs }],
  })

  it('names the task that ran then', () => {
    const insight = find('loop-blocked', blocked(131, 60))
    expect(insight).toMatchObject({ severity: 'problem', evidence: { fromMs: 140, toMs: 200, workers: [0], tasks: [1] } })
    expect(insight?.text).toContain('spin 1, ran for 67 ms')
    expect(numbersOf(insight)).toEqual([60, 1, 67])
  })

  it('is not a short delay, nor one that no task explains', () => {
    expect(find('loop-blocked', blocked(151, 49))).toBeUndefined()
    expect(find('loop-blocked', blocked(129, 60))).toBeUndefined()
    expect(find('loop-blocked', blocked(180, 60))).toBeUndefined()
  })
})

describe('head-of-line blocking', () => {
  /** One long task on each worker, then short ones on both; `late` of them come when the long ones have ended. */
  const run = (long: readonly (readonly [number, number])[], { shorts = 20, shortMs = 10, late = 0 } = {}): Given => ({
    workers: [worker(0), worker(1)],
    tasks: [
      ...long.map(([fromMs, toMs], index) => task(index, fromMs, toMs)),
      ...times(shorts, (i) => {
        const fromMs = 450 + shortMs * Math.floor(i / 2)
        return task(i % 2, fromMs, fromMs + shortMs, i < late ? 450 : 0)
      }),
    ],
  })
  const found = (...given: Parameters<typeof run>): boolean => find('head-of-line', run(...given)) !== undefined

  it('shows how long, whom and by whom', () => {
    const insight = find('head-of-line', run([[0, 400], [0, 390]]))
    expect(insight).toMatchObject({ severity: 'problem', evidence: { fromMs: 0, toMs: 390, tasks: [1, 0] } })
    expect(numbersOf(insight)).toEqual([390, 20, 10, 2])
  })

  it('needs a long task on every worker', () => {
    expect(found([[0, 400], [0, 100]])).toBe(true)
    expect(found([[0, 400], [0, 99]])).toBe(false)
    expect(found([[0, 400]])).toBe(false)
  })

  it('needs a wait that is long in itself and against the short tasks', () => {
    expect(found([[0, 400], [350, 450]], { shortMs: 4 })).toBe(true)
    expect(found([[0, 400], [351, 450]], { shortMs: 4 })).toBe(false)
    expect(found([[0, 400], [200, 410]], { shortMs: 20 })).toBe(true)
    expect(found([[0, 400], [301, 510]], { shortMs: 20 })).toBe(false)
  })

  it('needs enough tasks, and enough of them held up', () => {
    expect(found([[0, 400], [0, 390]], { shorts: 18 })).toBe(true)
    expect(found([[0, 400], [0, 390]], { shorts: 17 })).toBe(false)
    expect(found([[0, 400], [0, 390]], { late: 15 })).toBe(true)
    expect(found([[0, 400], [0, 390]], { late: 16 })).toBe(false)
  })

  it('does not hold a short pause of a long run against it', () => {
    const later = times(400, (i) => task(i % 2, 600 + 10 * i, 610 + 10 * i, 600))
    const { tasks = [], ...rest } = run([[0, 400], [0, 390]])
    expect(find('head-of-line', { ...rest, tasks: [...tasks, ...later] })).toBeUndefined()
  })
})

describe('queue growing', () => {
  /** One task a millisecond; one is done in two. */
  const growing = (tasks: number): Given => ({
    workers: [worker(0)],
    tasks: times(tasks, (i) => task(0, 2 * i, 2 * i + 2, i)),
    depth: times(2 * tasks, (t) => ({ atMs: t, depth: Math.floor(t < tasks ? t / 2 : tasks - t / 2) })),
  })

  it('compares arrivals with what is done', () => {
    const insight = find('queue-growing', growing(1001))
    expect(insight).toMatchObject({ severity: 'problem', evidence: { fromMs: 0, toMs: 1000 } })
    expect(numbersOf(insight)).toEqual([1001, 500, 500, 475].map((value) => expect.closeTo(value) as number))
  })

  it('is not a bounded queue, a short one, a batch, or arrivals that are kept up with', () => {
    expect(find('queue-growing', { ...growing(1001), info: { capacity: 900, kinds: [] } })).toBeUndefined()
    expect(find('queue-growing', growing(99))).toBeUndefined()
    const batch = times(1000, (i) => task(0, 2 * i, 2 * i + 2, i / 10))
    expect(find('queue-growing', { ...growing(1001), tasks: batch })).toBeUndefined()
    const kept = times(1000, (i) => task(0, i, i + 1, i))
    expect(find('queue-growing', { ...growing(1001), tasks: kept })).toBeUndefined()
    const burst = times(1000, (t) => ({ atMs: t, depth: t < 10 ? 0 : 500 }))
    expect(find('queue-growing', { ...growing(1001), depth: burst })).toBeUndefined()
  })
})

describe('transfer cost', () => {
  const run = (runMs: number, count = 21): Given => ({
    workers: [worker(0)],
    tasks: times(count, (i) => ({ times: [0, 10 * i, 10 * i + 3, 10 * i + 3 + runMs, 10 * i + 10] })),
  })

  it('is there when workers run tasks for less than half of the time', () => {
    const insight = find('transfer-cost', run(4))
    expect(insight).toMatchObject({ severity: 'problem', evidence: { fromMs: 0, toMs: 210, workers: [0] } })
    expect(numbersOf(insight)).toEqual([6, 4, 0.6])
  })

  it('is not there for half of the time, for few tasks, or for consumers', () => {
    expect(find('transfer-cost', run(5))).toBeUndefined()
    expect(find('transfer-cost', run(4, 20))).toBeUndefined()
    expect(find('transfer-cost', { ...run(4), workers: [worker(0, { role: 'consumer' })] })).toBeUndefined()
  })

  it('does not count the wait of tasks behind others in one worker', () => {
    const tasks = times(40, (i): Task => ({ times: [0, 0, i, i + 1, 40] }))
    expect(find('transfer-cost', { workers: [worker(0)], tasks: [task(0, 0, 0), ...tasks] })).toBeUndefined()
  })
})

describe('cold start', () => {
  const run = (readyMs: number, count = 5): Given => ({
    workers: [worker(0, { startedMs: 2, readyMs }), worker(1, { role: 'server', readyMs: 0 })],
    tasks: times(count, (i) => task(0, readyMs + i, i === count - 1 ? 100 : readyMs + i + 1)),
  })

  it('compares the wait for the first worker with the makespan', () => {
    const insight = find('cold-start', run(60))
    expect(insight).toMatchObject({ severity: 'hint', evidence: { fromMs: 0, toMs: 60, workers: [0] } })
    expect(numbersOf(insight)).toEqual([60, 100, 0.6, 58])
  })

  it('is not there when tasks take longer, are few, or were dropped', () => {
    expect(find('cold-start', run(49))).toBeUndefined()
    expect(find('cold-start', run(60, 4))).toBeUndefined()
    const quick = (readyMs: number): Given => ({
      workers: [worker(0, { readyMs })],
      tasks: times(5, () => task(0, readyMs, readyMs + 1)),
    })
    expect(find('cold-start', quick(20))).toBeDefined()
    expect(find('cold-start', quick(19))).toBeUndefined()
    const counts = { submitted: 50, ok: 50, error: 0, cancelled: 0, timedOut: 0, lost: 0 }
    expect(find('cold-start', { ...run(60), counts })).toBeUndefined()
  })
})

describe('pool larger than cores', () => {
  /** Four workers, each with five tasks of 100 ms. */
  const run = (cores: number, rest: Given = {}): Given => ({
    workers: times(4, (index) => worker(index)),
    tasks: times(20, (i) => task(i % 4, 100 * Math.floor(i / 4), 100 * Math.floor(i / 4) + 100)),
    samples: times(20, (i) => ({ atMs: 100 * Math.floor(i / 4) + 100, worker: i % 4, cores })),
    ...rest,
  })

  it('says how many ran at a time, and how much longer they took', () => {
    const insight = find('pool-larger-than-cores', run(0.5))
    expect(insight).toMatchObject({ severity: 'hint', evidence: { fromMs: 0, toMs: 500, workers: [0, 1, 2, 3] } })
    expect(numbersOf(insight)).toEqual([4, 4, 2, 2, 100, 2])
  })

  it('is not there for tasks that wait, without measurement, on a larger machine or in a short run', () => {
    expect(find('pool-larger-than-cores', run(0.25))).toBeDefined()
    expect(find('pool-larger-than-cores', run(0.24))).toBeUndefined()
    expect(find('pool-larger-than-cores', run(0.65))).toBeDefined()
    expect(find('pool-larger-than-cores', run(0.68))).toBeUndefined()
    expect(find('pool-larger-than-cores', run(-1))).toBeUndefined()
    expect(find('pool-larger-than-cores', run(0.5, { cores: 4 }))).toBeUndefined()
    const few = times(8, (i) => task(i % 4, 150 * Math.floor(i / 4), 150 * Math.floor(i / 4) + 150))
    expect(find('pool-larger-than-cores', run(0.5, { tasks: few }))).toBeUndefined()
  })
})

describe('idle workers', () => {
  /** The first worker does all, with a pause after each task; the second has one task at the end. */
  const run = (pauseMs: number, secondFromMs: number, count = 20): Given => ({
    workers: [worker(0), worker(1, { readyMs: secondFromMs })],
    tasks: [...times(count, (i) => task(0, 10 * i, 10 * i + 10 - pauseMs)), task(1, 10 * count, 10 * count + 5)],
    depth: [{ atMs: 0, depth: 5 }, { atMs: 10 * count, depth: 0 }],
  })

  it('measures the time of ready workers without a task while some waited', () => {
    const insight = find('idle-workers', run(2, 200))
    expect(insight).toMatchObject({ severity: 'hint', evidence: { fromMs: 8, toMs: 10, workers: [0] } })
    expect(numbersOf(insight)).toEqual([0.2, 40, 2])
    expect(numbersOf(find('idle-workers', run(0, 100)))).toEqual([100 / 300, 100, 100])
  })

  it('needs a tenth of the time, and enough of it', () => {
    expect(find('idle-workers', run(0, 177))).toBeDefined()
    expect(find('idle-workers', run(0, 181))).toBeUndefined()
    const until = (atMs: number): Given => ({ ...run(2, 200), depth: [{ atMs: 0, depth: 5 }, { atMs, depth: 0 }] })
    expect(find('idle-workers', until(50))).toBeDefined()
    expect(find('idle-workers', until(49))).toBeUndefined()
  })

  it('does not count pauses below a millisecond, an empty queue, or workers for one task each', () => {
    expect(find('idle-workers', run(0.99, 200))).toBeUndefined()
    expect(find('idle-workers', { ...run(2, 200), depth: [] })).toBeUndefined()
    expect(find('idle-workers', run(2, 200, 18))).toBeUndefined()
    const each = { workers: times(30, (i) => worker(i)), tasks: times(30, (i) => task(i, i, i + 10)) }
    expect(find('idle-workers', { ...each, depth: [{ atMs: 0, depth: 9 }] })).toBeUndefined()
  })
})

describe('worker starved', () => {
  /** Two workers with `count` tasks of 10 ms, a third with one of `lastMs`. */
  const run = (count: number, lastMs: number, readyMs = 0): Given => ({
    workers: [worker(0), worker(1), worker(2, { readyMs })],
    tasks: [
      ...times(2 * count, (i) => task(i % 2, 10 * Math.floor(i / 2), 10 * Math.floor(i / 2) + 10)),
      task(2, 0, lastMs),
    ],
  })

  it('compares its tasks and its time with those of the others', () => {
    const insight = find('worker-starved', run(20, 10))
    expect(insight).toMatchObject({ severity: 'hint', evidence: { fromMs: 0, toMs: 200, workers: [2] } })
    expect(numbersOf(insight)).toEqual([1, 20, 0.05, 1])
  })

  it('is not one with a long task, one that came late, or a short run', () => {
    expect(find('worker-starved', run(20, 60))).toBeUndefined()
    expect(find('worker-starved', run(20, 10, 101))).toBeUndefined()
    expect(find('worker-starved', run(19, 10))).toBeUndefined()
  })
})

describe('findInsights', () => {
  it('finds nothing in a run without tasks', () => expect(findInsights(runOf({}))).toEqual([]))

  it('puts problems first', () => {
    const cold = times(9, (i) => task(0, 60 + i, 61 + i))
    const lost: Task = { worker: 0, outcome: 'lost', times: [0, 70, 70, 71, 71] }
    const found = findInsights(runOf({ workers: [worker(0, { readyMs: 60 })], tasks: [...cold, lost] }))
    expect(found.map(({ id, severity }) => [id, severity])).toEqual([
      ['tasks-lost', 'problem'],
      ['cold-start', 'hint'],
    ])
  })

  it('goes in steps, however many tasks there are', () => {
    const length = 200_000
    const run = runOf({ workers: [worker(0)] })
    const tasks = { length, columns: createColumns(TASK_COLUMNS, length) }
    const steps = insightSteps({ ...run, tables: { ...run.tables, tasks } })
    let count = 0
    while (steps.next().done !== true) count++
    expect(count).toBeGreaterThan(15)
  })

  it('has a number for every finding of any run', () => {
    const step = fc.constantFrom(0, 0.5, 3, 40, 700)
    const anyTask = fc.record({
      worker: fc.constantFrom(0, 1, 2, NO_WORKER),
      outcome: fc.constantFrom(...OUTCOMES),
      times: fc.tuple(step, step, step, step, step).map(([a, b, c, d, e]): Task['times'] => [a, a + b, a + b + c, a + b + c + d, a + b + c + d + e]),
    })
    const samples = times(30, (i) => ({ atMs: 50 * i, worker: i % 3, cores: 0.9, loopDelayMs: i * 5 }))
    const spans = [{ fromMs: 0, toMs: 3000, worker: 2, state: 0 }]
    const depth = times(50, (i) => ({ atMs: 40 * i, depth: i % 7 }))
    const workers = [worker(0), worker(1, { kind: 'event-loop' }), worker(2, { role: 'consumer', readyMs: 70 })]
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 60 }), (tasks) => {
        for (const { severity, text, numbers, evidence } of finish(insightSteps(runOf({ tasks, samples, spans, depth, workers, cores: 1 })))) {
          expect(SEVERITIES).toContain(severity)
          expect(text).not.toMatch(/NaN|∞|undefined/)
          expect(numbers.length).toBeGreaterThan(0)
          for (const { value } of numbers) expect(value).toSatisfy(Number.isFinite)
          expect(evidence.fromMs).toBeLessThanOrEqual(evidence.toMs)
        }
      }),
    )
  })
})
