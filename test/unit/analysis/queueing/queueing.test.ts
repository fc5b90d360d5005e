import { describe, expect, it } from 'vitest'
import { erlangC, predictMmc, queueWindow, queueWindows, type QueueInput } from '#engine/analysis/index.js'
import { createRandom } from '#engine/tasks/index.js'
import { runOf, times, worker, type Task } from '../insights-run.ts'

const inputOf = (tasks: readonly Task[], depth: { atMs: number; depth: number }[] = [], workers = [worker(0)]): QueueInput => {
  const { tables } = runOf({ tasks, depth })
  return { tasks: tables.tasks, depth: tables.depth, workers }
}

/** First come, first served at `servers`, with the depth of the queue as an engine would see it. */
function serve(arrivals: readonly number[], service: readonly number[], servers: number): QueueInput {
  const free = times(servers, () => 0)
  const changes: { atMs: number; by: number }[] = []
  const tasks = arrivals.map((at, i): Task => {
    const index = free.indexOf(Math.min(...free))
    const start = Math.max(at, free[index] ?? 0)
    const end = start + (service[i] ?? 0)
    free[index] = end
    changes.push({ atMs: at, by: 1 }, { atMs: start, by: -1 })
    return { worker: index, times: [at, start, start, end, end] }
  })
  let depth = 0
  const series = changes.sort((a, b) => a.atMs - b.atMs || b.by - a.by).map(({ atMs, by }) => ({ atMs, depth: (depth += by) }))
  return inputOf(tasks, series, times(servers, (i) => worker(i)))
}

function markovian(count: number, gapMs: number, serviceMs: number, servers: number, seed = 1): QueueInput {
  const random = createRandom(seed, 'queue')
  let at = 0
  const arrivals = times(count, () => (at += random.exponential(gapMs)))
  return serve(arrivals, times(count, () => random.exponential(serviceMs)), servers)
}

describe("Little's law in a window", () => {
  // Three tasks of 10 ms come at 0, 0 and 5 ms to one worker: they wait 0, 10 and 15 ms.
  const small = serve([0, 0, 5], [10, 10, 10], 1)

  it('holds exactly where nothing waits at its edges', () => {
    expect(queueWindow(small, 0, 50)).toEqual({
      fromMs: 0,
      toMs: 50,
      arrivals: 3,
      arrivalRate: 60,
      meanWaitMs: 25 / 3,
      meanDepth: 25 / 50,
      expectedDepth: (3 / 50) * (25 / 3),
      residual: 0,
      utilisation: 30 / 50,
    })
  })

  it('has a residual where tasks wait across an edge', () => {
    // Until 10 ms the second has waited 10 ms and the third 5; of the three that came by then, the waits sum to 25.
    const { meanDepth, expectedDepth, residual } = queueWindow(small, 0, 10)
    expect([meanDepth, expectedDepth]).toEqual([1.5, 2.5])
    expect(residual).toBeCloseTo(-0.4, 9)
  })

  it('has none of its figures where nothing arrives, and no residual where nothing waits', () => {
    expect(queueWindow(small, 30, 40)).toMatchObject({ arrivals: 0, meanWaitMs: null, expectedDepth: null, residual: null, utilisation: 0 })
    expect(queueWindow(serve([0, 20], [5, 5], 1), 0, 40)).toMatchObject({ meanDepth: 0, expectedDepth: 0, residual: 0 })
  })

  it('holds over any whole run, and nearly in windows of a long one', () => {
    const long = markovian(20_000, 10, 7, 1)
    const [all] = queueWindows(long, 1)
    expect(Math.abs(all?.residual ?? 1)).toBeLessThan(1e-3) // the last arrival is not within
    const windows = queueWindows(long, 20)
    expect(windows).toHaveLength(20)
    expect(windows.reduce((sum, { arrivals }) => sum + arrivals, 0)).toBe(20_000)
    for (const { residual } of windows) expect(Math.abs(residual ?? 1)).toBeLessThan(0.15)
  })

  it('utilisation is that of workers that are ready, and none where no worker takes one task at a time', () => {
    const tasks: Task[] = [{ worker: 0, times: [0, 0, 20, 40, 40] }]
    expect(queueWindow(inputOf(tasks, [], [worker(0, { readyMs: 20 })]), 0, 40).utilisation).toBe(1)
    expect(queueWindow(inputOf(tasks, [], [worker(0), worker(1, { endedMs: 20 })]), 0, 40).utilisation).toBe(20 / 60)
    expect(queueWindow(inputOf(tasks, [], [worker(0, { kind: 'event-loop' })]), 0, 40).utilisation).toBeNull()
  })
})

describe("Erlang's C", () => {
  it.each([
    // servers, load in erlangs, probability of waiting: M/M/1 is ρ; M/M/2 is ρ²·2/(1+ρ); the rest from Cooper's tables.
    [1, 0.5, 0.5],
    [2, 1, 1 / 3],
    [2, 1.5, (2 * 0.75 ** 2) / 1.75],
    [10, 8, 0.4092],
    [5, 4, 0.5541],
  ])('of %s servers at %s erlangs is %s', (servers, load, expected) => {
    const prediction = erlangC(load, 1000, servers)
    expect(prediction?.waitProbability).toBeCloseTo(expected, 4)
    expect(prediction?.meanWaitMs).toBeCloseTo((expected / (servers - load)) * 1000, 0)
    expect(prediction?.utilisation).toBeCloseTo(load / servers, 12)
    expect(prediction?.meanDepth).toBeCloseTo((load * (prediction?.meanWaitMs ?? 0)) / 1000, 9)
  })

  it('is none where the servers cannot keep up', () => {
    expect(erlangC(2, 1000, 2)).toBeNull()
  })
})

describe('the M/M/c prediction', () => {
  it.each([1, 2, 4])('for %s servers is near to what such a queue does', (servers) => {
    const input = markovian(40_000, 10, 7 * servers, servers)
    const { prediction } = predictMmc(input)
    const measured = queueWindows(input, 1)[0]?.meanWaitMs ?? 0
    expect(Math.abs((prediction?.meanWaitMs ?? 0) / measured - 1)).toBeLessThan(0.12)
    expect(prediction?.utilisation).toBeCloseTo(0.7, 1)
  })

  const random = createRandom(5, 'gaps')
  let at = 0
  const poisson = times(400, () => (at += random.exponential(10)))
  const exponential = times(400, () => random.exponential(5))
  const growing = [...poisson.map((ms) => ms * 2), ...poisson.map((ms) => 2 * (poisson.at(-1) ?? 0) + ms)]

  it.each<[string, QueueInput, RegExp]>([
    ['few tasks', serve(poisson.slice(0, 50), exponential, 1), /at least 100 tasks, and there are 50/],
    ['even arrivals', serve(times(400, (i) => i * 10), exponential, 1), /gaps between arrivals are more even .* variation is 0\.00/],
    ['all at once', serve(times(400, () => 0), exponential, 1), /arrive at once/],
    ['equal run times', serve(poisson, times(400, () => 5), 1), /run times are more even/],
    ['a few very long tasks', serve(poisson, times(400, (i) => (i % 100 === 0 ? 300 : 1)), 1), /run times are more uneven/],
    ['a rate that changes', serve(growing, [...exponential, ...exponential], 1), /arrival rate changes/],
    ['run times that change', serve(poisson, exponential.map((ms, i) => (i < 200 ? ms : ms * 1.6)), 1), /longer in one half/],
    ['overload', serve(poisson, exponential.map((ms) => ms * 3), 1), /faster than the workers/],
    ['tasks that were cut off', inputOf([{ outcome: 'timedOut', times: [0, 0, 0, 1, 1] }]), /cut off/],
    ['an event loop', inputOf([], [], [worker(0, { kind: 'event-loop' })]), /event loop/],
  ])('is not offered for %s', (_, input, reason) => {
    expect(predictMmc(input)).toMatchObject({ prediction: null, reason: expect.stringMatching(reason) })
  })
})
