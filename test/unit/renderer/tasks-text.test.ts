import { describe, expect, it } from 'vitest'
import { taskColumns } from '../../../renderer/panels/tasks/task-columns.ts'
import { FIRST_QUERY, type TaskRows } from '../../../renderer/panels/tasks/task-rows.ts'
import { MAX_COPIED, taskText } from '../../../renderer/panels/tasks/task-text.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts, INFO } from './batches.ts'
import { workerInfo } from './workers.ts'

const ROW = { submittedMs: 1.25, dispatchedMs: 3.5, startedMs: 4, finishedMs: 1004.123456, receivedMs: 1005 }

function runOf(tasks: number, kinds: string[], worker: string): RunModel {
  const run = new RunModel()
  const rows = Array.from({ length: tasks }, (_, id) => ({ ...ROW, id, kind: kinds.length - 1 }))
  run.apply(batch(0, { info: { ...INFO, kinds }, workers: [workerInfo(0, { id: worker })], counts: counts({ ok: tasks }) }, { tasks: rows }))
  return run
}

const all = (length: number, rows: Uint32Array | null = null): TaskRows => ({ query: FIRST_QUERY, length, kept: length, base: 0, rows })

describe('copied tasks', () => {
  it('have a header with units and plain numbers, in the order of the table', () => {
    const text = taskText(runOf(1201, ['spin', 'sleep'], 'thread 1'), all(2, Uint32Array.of(1200, 7)), taskColumns(2))
    expect(text.split('\n').map((line) => line.split('\t'))).toEqual([
      ['Submission rank', 'Completion rank', 'Kind', 'Worker', 'Outcome', 'Wait time (ms)', 'Transfer, in and out (ms)', 'Run time (ms)', 'Submitted at (ms)'],
      ['1200', '1200', 'sleep', 'thread 1', 'ok', '2.25', '1.376544', '1000.123456', '1.25'],
      ['7', '7', 'sleep', 'thread 1', 'ok', '2.25', '1.376544', '1000.123456', '1.25'],
      [''],
    ])
  })

  it('have no kind where all are of one', () => {
    expect(taskText(runOf(1, ['spin'], 'thread 1'), all(1), taskColumns(1))).not.toContain('spin')
  })

  it('are no more than a clipboard should hold', () => {
    const text = taskText(runOf(MAX_COPIED + 5, ['spin'], 'thread 1'), all(MAX_COPIED + 5), taskColumns(1))
    expect(text.trimEnd().split('\n')).toHaveLength(MAX_COPIED + 1)
  })

  it('keep names in their cells, whatever a file calls a worker', () => {
    const text = taskText(runOf(1, ['spin'], '=cmd\t|x\n1'), all(1), taskColumns(1))
    expect(text.split('\n')[1]?.split('\t')[2]).toBe("'=cmd |x 1")
  })
})
