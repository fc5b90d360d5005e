import { describe, expect, it } from 'vitest'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batchMaker, marks, take } from '../../bench/charts/page/marks.ts'

describe('the marks that all charts draw', () => {
  it('are tasks of which each ends once, most of them out of order, the same in each round', () => {
    const first = take(marks(), 640)
    expect(first.map(({ rank }) => rank)).toEqual(Array.from({ length: 640 }, (_, rank) => rank))
    expect(first.map(({ id }) => id).sort((a, b) => a - b)).toEqual(first.map(({ rank }) => rank))
    expect(first.filter(({ id, rank }) => id !== rank).length).toBeGreaterThan(600)
    expect(take(marks(), 640)).toEqual(first)
  })

  it('come to the model of the window as a host would send them', () => {
    const source = marks()
    const toBatch = batchMaker()
    const run = new RunModel()
    run.apply(toBatch(take(source, 1000)))
    run.apply(toBatch(take(source, 8)))
    expect(run).toMatchObject({ ended: 1008, gaps: 0, droppedTasks: 0, state: 'running' })
    const { length, columns } = run.tables.tasks
    expect(length).toBe(1008)
    expect(columns.rank[1007]).toBe(1007)
    expect([...columns.id.subarray(0, length)]).toEqual(take(marks(), 1008).map(({ id }) => id))
  })
})
