import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costDifference, costSentences, partsOfTask, percentiles, quantilesOf, sumOfParts, taskCost, type CostInput } from '#engine/analysis/index.js'
import { COST_PARTS, NO_WORKER, type TaskCost } from '#engine/contract/index.js'
import { runOf, times, worker, type Task } from './insights-run.ts'

const inputOf = (tasks: readonly Task[], workers = [worker(0)]): CostInput => ({ tasks: runOf({ tasks }).tables.tasks, workers })

/** A worker that starts until 10 ms gets two tasks; the second one while the first runs. */
const two = inputOf(
  [{ times: [0, 10, 12, 20, 21] }, { times: [0, 12, 20.5, 30, 31] }],
  [worker(0, { startedMs: 0, readyMs: 10 })],
)

describe('the parts of a task', () => {
  it('are the start of its worker, its wait, also in the worker’s hands, transfer in, run and transfer out', () => {
    expect(partsOfTask(two, 0)).toEqual({ start: 10, wait: 0, transferIn: 2, run: 8, transferOut: 1 })
    expect(partsOfTask(two, 1)).toEqual({ start: 10, wait: 10, transferIn: 0.5, run: 9.5, transferOut: 1 })
  })

  it('of an event loop do not wait behind each other, and consumers cost no transfer out', () => {
    const tasks: Task[] = [{ times: [0, 0, 1, 10, 11] }, { times: [0, 0, 5, 20, 24] }]
    expect(partsOfTask(inputOf(tasks, [worker(0, { kind: 'event-loop' })]), 1)).toMatchObject({ wait: 0, transferIn: 5, transferOut: 4 })
    expect(partsOfTask(inputOf(tasks, [worker(0, { role: 'consumer' })]), 1)).toMatchObject({ wait: 5, transferIn: 0, transferOut: 0 })
  })

  it('are told of tasks that ran and ended by themselves only', () => {
    const tasks: Task[] = [
      { times: [0, 1, 1, 2, 2], outcome: 'lost' },
      { times: [0, 3, 3, 3, 3], outcome: 'cancelled', worker: NO_WORKER },
      { times: [0, 4, 4, 5, 5], outcome: 'error' },
    ]
    expect(times(3, (row) => partsOfTask(inputOf(tasks), row) !== null)).toEqual([false, false, true])
    expect(taskCost(inputOf(tasks))?.tasks).toBe(1)
    expect(taskCost(inputOf(tasks.slice(0, 2)))).toBeNull()
  })

  it('add up to the time from submission to result, whatever workers did, and none is negative', () => {
    const gap = fc.integer({ min: 0, max: 50 })
    const task = fc.tuple(gap, gap, gap, gap, gap, fc.nat(2)).map(([a, b, c, d, e, index]): Task => ({ worker: index, times: [a, a + b, a + b + c, a + b + c + d, a + b + c + d + e] }))
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 20 }), fc.array(fc.tuple(gap, gap), { minLength: 3, maxLength: 3 }), (tasks, starts) => {
        const input = inputOf(tasks, starts.map(([startedMs, takesMs], i) => worker(i, { startedMs, readyMs: startedMs + takesMs })))
        const { submittedMs, receivedMs } = input.tasks.columns
        for (let row = 0; row < input.tasks.length; row++) {
          const parts = partsOfTask(input, row) ?? { start: -1, wait: 0, transferIn: 0, run: 0, transferOut: 0 }
          expect(sumOfParts(parts)).toBeCloseTo((receivedMs[row] ?? 0) - (submittedMs[row] ?? 0), 9)
          for (const part of COST_PARTS) expect(parts[part]).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

describe('quantiles of unsorted values', () => {
  it('are those of sorted ones, with equal values, too', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 100, noNaN: true })), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(values, (given) => {
        const { p50, p95 } = percentiles(given)
        const [low = NaN, high = NaN] = quantilesOf(Float64Array.from(given), [0.5, 0.95])
        expect(low).toBeCloseTo(p50 ?? NaN, 9)
        expect(high).toBeCloseTo(p95 ?? NaN, 9)
      }),
    )
  })
})

describe('the cost of tasks', () => {
  it('has means, percentiles and totals of each part, and the start of all workers', () => {
    const cost = taskCost({ ...two, workers: [worker(0, { startedMs: 0, readyMs: 10 }), worker(1, { startedMs: 0, readyMs: 30 }), worker(2, { role: 'producer' })] })
    expect(cost).toMatchObject({ tasks: 2, workers: 2, workerStartMs: 40 })
    expect(cost?.parts.run).toEqual({ totalMs: 17.5, meanMs: 8.75, p50Ms: 8.75, p95Ms: 9.425 })
    expect(cost?.parts.start).toMatchObject({ totalMs: 20, meanMs: 10 })
  })

  const costOf = (start: number, wait: number, transferIn: number, run: number, transferOut: number, workerStartMs = 0): TaskCost => {
    const part = (meanMs: number) => ({ meanMs, p50Ms: meanMs, p95Ms: meanMs, totalMs: meanMs * 100 })
    return {
      tasks: 100,
      workers: 4,
      workerStartMs,
      parts: { start: part(start), wait: part(wait), transferIn: part(transferIn), run: part(run), transferOut: part(transferOut) },
    }
  }

  it('is told in sentences made of its numbers, with what hardly counts left out', () => {
    expect(costSentences(costOf(0, 0.1, 8, 2.3, 1.8))).toEqual(['From submission to result a task took 12.2 ms: 9.8 ms (80.3 %) transfer, 2.3 ms (18.9 %) running.'])
    expect(costSentences(costOf(10, 400, 1, 18, 1, 160))).toEqual([
      'From submission to result a task took 430 ms: 400 ms (93 %) waiting in the queue.',
      'At its worker it took 20 ms: 18 ms (90 %) running, 2 ms (10 %) transfer.',
      'Starting 4 workers took 160 ms, which is 1.6 ms for each of the 100 tasks.',
    ])
  })

  const sentence = (a: TaskCost[], b: TaskCost[], techniques = ['thread-pool', 'process-pool']): string | null =>
    costDifference({ technique: techniques[0] ?? '', costs: a }, { technique: techniques[1] ?? '', costs: b })

  it('says why tasks cost more in one of two runs, whichever it is; waits follow from that and do not count', () => {
    const [cheap, dear] = [costOf(5, 100, 0.1, 9, 0.1, 20), costOf(50, 300, 5, 9, 4.8, 120)]
    const told = 'A task costs its worker 2.13 times as much with processes as with threads: 20 ms against 9.4 ms. Of the 10.6 ms more, it needs 9.6 ms (90.6 %) for transfer, 1 ms (9.43 %) for starting workers.'
    expect(sentence([cheap], [dear])).toBe(told)
    expect(sentence([dear], [cheap], ['process-pool', 'thread-pool'])).toBe(told)
    expect(sentence([costOf(0, 0, 0, 10, 0)], [costOf(0, 0, 8, 6, 0)])).toMatch(/It needs 8 ms more for transfer, 4 ms less for running\.$/)
    expect(sentence([costOf(0, 0, 0, 10, 0)], [costOf(0, 50, 0, 10.2, 0)])).toBe('A task costs its worker about as much with processes as with threads: 10.2 ms against 10 ms.')
  })

  it('goes by the means of repeats, names sides of one model a and b, and says nothing without tasks', () => {
    expect(sentence([costOf(0, 0, 0, 8, 0), costOf(0, 0, 0, 12, 0)], [costOf(0, 0, 0, 20, 0)], ['thread-pool', 'threads'])).toMatch(/^A task costs its worker 2 times as much in b as in a: 20 ms against 10 ms\./)
    expect(sentence([], [costOf(0, 0, 0, 1, 0)])).toBeNull()
  })
})
