import { describe, expect, it } from 'vitest'
import { NO_WORKER } from '../../../workloads/contract/index.ts'
import type { TaskField } from '../../../renderer/panels/tasks/task-columns.ts'
import { ALL_TASKS, type TaskFilter } from '../../../renderer/panels/tasks/task-filter.ts'
import { findTasks, FIRST_QUERY, placeOf, taskAt, type TaskRows, type TaskSort } from '../../../renderer/panels/tasks/task-rows.ts'
import { sortRows } from '../../../renderer/panels/tasks/sort-rows.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts, INFO } from './batches.ts'
import { workerInfo } from './workers.ts'

function resultOf<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

const task = (id: number, worker: number, outcome: number, waitMs: number, kind = 0) => ({
  id,
  worker,
  outcome,
  kind,
  submittedMs: 100 - id,
  dispatchedMs: 100 - id + waitMs,
  startedMs: 100 - id + waitMs,
  finishedMs: 200,
  receivedMs: 200,
})

function run(): RunModel {
  const model = new RunModel()
  const workers = [workerInfo(0), workerInfo(1, { id: 'consumer 1' })]
  const tasks = [task(3, 0, 0, 5), task(1, 1, 1, 0.5), task(2, 0, 2, 30, 1), task(0, NO_WORKER, 2, 0.5)]
  model.apply(batch(0, { info: { ...INFO, kinds: ['spin', 'sleep'] }, workers, counts: counts({ ok: 1, error: 1, cancelled: 2 }) }, { tasks }))
  return model
}

/** Submission ranks, in the order of the table. */
function ranksOf(model: RunModel, filter: Partial<TaskFilter>, sort: Partial<TaskSort> = {}): (number | undefined)[] {
  const found = find(model, filter, sort)
  return Array.from({ length: found.length }, (_, at) => model.tables.tasks.columns.id[taskAt(found, at) - found.base])
}

const find = (model: RunModel, filter: Partial<TaskFilter> = {}, sort: Partial<TaskSort> = {}): TaskRows =>
  resultOf(findTasks(model, { filter: { ...ALL_TASKS, ...filter }, sort: { ...FIRST_QUERY.sort, ...sort } }))

describe('the tasks that a filter lets through', () => {
  it.each<[string, Partial<TaskFilter>, number[]]>([
    ['all, in the order of completion', {}, [3, 1, 2, 0]],
    ['an outcome', { outcome: 'cancelled' }, [2, 0]],
    ['a worker', { worker: 'thread 1' }, [3, 2]],
    ['no worker', { worker: 'no worker' }, [0]],
    ['a worker that this run does not have', { worker: 'thread 9' }, [3, 1, 2, 0]],
    ['an outcome of a worker', { outcome: 'cancelled', worker: 'thread 1' }, [2]],
    ['a submission rank', { search: '1' }, [1]],
    ['a submission rank as it is written', { search: ' #0,002 ' }, [2]],
    ['a kind', { search: 'SLEEP' }, [2]],
    ['a part of a worker’s name', { search: 'consum' }, [1]],
    ['nothing that there is', { search: 'nobody' }, []],
  ])('%s', (_, filter, ranks) => {
    expect(ranksOf(run(), filter)).toEqual(ranks)
  })

  it('are of all that are shown: a replay that went back has fewer', () => {
    const model = run()
    model.apply(batch(1, { atMs: 500, counts: counts({ ok: 2, error: 1, cancelled: 2 }) }, { tasks: [{ ...task(4, 0, 0, 1), finishedMs: 400, receivedMs: 400 }] }))
    expect(find(model)).toMatchObject({ length: 5, kept: 5 })
    model.seek(300)
    expect(find(model, { outcome: 'ok' })).toMatchObject({ length: 1, kept: 4 })
  })
})

describe('the order of tasks', () => {
  it.each<[TaskField, boolean, number[]]>([
    ['rank', true, [0, 2, 1, 3]],
    ['id', false, [0, 1, 2, 3]],
    ['kind', true, [2, 3, 1, 0]],
    ['worker', false, [3, 2, 1, 0]],
    ['outcome', false, [3, 1, 2, 0]],
    ['wait', false, [1, 0, 3, 2]],
    ['wait', true, [2, 3, 1, 0]],
    ['run', true, [1, 0, 3, 2]],
    ['transfer', true, [3, 1, 2, 0]],
    ['submitted', false, [3, 2, 1, 0]],
  ])('by %s, descending: %s; equal ones as they ended', (field, descending, ranks) => {
    expect(ranksOf(run(), {}, { field, descending })).toEqual(ranks)
  })

  it('is that of the numbers, whatever they are', () => {
    const values = [3.5, -1, 0, 1e-9, -1e9, 1e300, -0, 2, 2.0000000001, -1.5, Infinity, 65_536, 1e9]
    // More than one block of rows, and than one digit has values.
    const many = Array.from({ length: 70_000 }, (_, at) => ((at * 7919) % 70_001) / 7 - 3000)
    for (const given of [values, many]) {
      const rows = Uint32Array.from(given.keys())
      for (const descending of [false, true]) {
        const sorted = [...resultOf(sortRows(rows, (row) => given[row] ?? 0, descending))].map((row) => given[row] ?? 0)
        const expected = [...given].sort((a, b) => (descending ? b - a : a - b))
        expect(sorted.map((value) => value + 0)).toEqual(expected.map((value) => value + 0))
      }
    }
  })
})

describe('the place of a task', () => {
  it('is found in any order, also when rows were given up at the front', () => {
    const model = run()
    const found = { ...find(model, { outcome: 'cancelled' }, { field: 'id' }), base: 10 }
    expect([taskAt(found, 0), taskAt(found, 1)]).toEqual([13, 12])
    expect([13, 12, 11, 3].map((row) => placeOf(found, row))).toEqual([0, 1, null, null])
    const all = { ...find(model), base: 10 }
    expect([9, 10, 13, 14].map((row) => placeOf(all, row))).toEqual([null, 0, 3, null])
  })
})
