import { describe, expect, it } from 'vitest'
import { Checkpoints, keepTally, type Tally } from '../../../renderer/charts/checkpoints.ts'
import type { ChartTables } from '../../../renderer/charts/data.ts'
import { highestSeen } from '../../../renderer/charts/highest-seen.ts'
import { latencyKeeper } from '../../../renderer/charts/latency.ts'
import { orderExtent } from '../../../renderer/charts/order-marks.ts'
import { SlotPacker } from '../../../renderer/charts/slots.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch } from './batches.ts'
import { workerInfo } from './workers.ts'

/** The ids of tasks, in the order in which they were counted. */
class Ids implements Tally<readonly number[]> {
  ids: number[] = []
  added = 0

  add({ columns }: ChartTables['tasks'], from: number, to: number): void {
    for (let row = from; row < to; row++) this.ids.push(columns.id[row] ?? 0)
    this.added += to - from
  }

  save = () => [...this.ids]

  restore(saved: readonly number[] | null): void {
    this.ids = [...(saved ?? [])]
  }
}

/** Tasks of an event loop that overlap and overtake; one ends each millisecond. */
function runWith(tasks: number, runId = 'run-1'): RunModel {
  const run = new RunModel()
  const rows = Array.from({ length: tasks }, (_, id) => ({
    id: id ^ 5,
    submittedMs: id - 30,
    dispatchedMs: id - (id % 13) - 4,
    startedMs: id - (id % 13) - 3,
    finishedMs: id + 0.25,
    receivedMs: id + 0.5,
  }))
  const loop = workerInfo(0, { kind: 'event-loop' })
  run.apply(batch(0, { runId, atMs: 0, workers: [loop] }))
  run.apply(batch(1, { runId, atMs: tasks }, { tasks: rows }))
  return run
}

const TIMES = [900, 20, 21, 555, 0, 1000, 333, 332, 999, 700, 100]

describe('what is counted at the time shown', () => {
  it('is counted as if it were counted from the first task, wherever a replay goes', () => {
    const run = runWith(1024)
    const kept = new Ids()
    const checkpoints = new Checkpoints(kept, { everyRows: 64 })
    for (const atMs of TIMES) {
      run.seek(atMs)
      const { tasks } = run.tables
      checkpoints.show(tasks)
      expect(kept.ids).toEqual([...tasks.columns.id.subarray(0, tasks.length)])
    }
  })

  it('costs no more than the tasks between two checkpoints, once all were seen', () => {
    const run = runWith(1024)
    const kept = new Ids()
    const checkpoints = new Checkpoints(kept, { everyRows: 64 })
    checkpoints.show(run.tables.tasks)
    for (const atMs of TIMES) {
      run.seek(atMs)
      const before = kept.added
      checkpoints.show(run.tables.tasks)
      expect(kept.added - before).toBeLessThanOrEqual(64)
    }
  })

  it('may begin at a later task', () => {
    const run = runWith(104)
    const kept = new Ids()
    const checkpoints = new Checkpoints(kept, { everyRows: 8, first: 50 })
    for (const end of [90, 60, 75, 10, 53]) {
      checkpoints.show(run.tables.tasks, end)
      expect(kept.ids).toHaveLength(Math.max(0, end - 50))
    }
    expect(kept.ids).toEqual([...run.tables.tasks.columns.id.subarray(50, 53)])
  })

  it('is of one run only', () => {
    const kept = new Ids()
    const keep = keepTally(kept, 8)
    keep(runWith(100))
    keep(runWith(20, 'next'))
    expect(kept.ids).toHaveLength(20)
  })
})

describe('charts in a replay that goes back and forth', () => {
  it('tell the same as charts that have seen nothing else', () => {
    const run = runWith(40_000)
    const [latency, extent] = [latencyKeeper(run), orderExtent(run)]
    const range = { fromMs: 5000, toMs: 39_000 }
    for (const atMs of [40_000, 38_500, 2000, 20_000, 19_999, 36_000]) {
      run.seek(atMs)
      for (const part of [null, range]) {
        const [kept, fresh] = [latency(part), latencyKeeper(run)(part)]
        expect([kept.wait.counts, kept.wait.percentiles]).toEqual([fresh.wait.counts, fresh.wait.percentiles])
        expect([kept.run.count, kept.run.percentiles]).toEqual([fresh.run.count, fresh.run.percentiles])
      }
      expect(extent()).toEqual(orderExtent(run)())
    }
  })

  it('never lay two tasks over each other in a slot', () => {
    const run = runWith(40_000)
    const slots = new SlotPacker()
    for (const atMs of [40_000, 38_500, 2000, 20_000, 19_999, 36_000]) {
      run.seek(atMs)
      slots.update(run)
      const { length, columns } = run.tables.tasks
      const until = new Map<number, number>()
      const rows = Array.from({ length }, (_, row) => row).sort((a, b) => (columns.startedMs[a] ?? 0) - (columns.startedMs[b] ?? 0))
      const overlapping = rows.filter((row) => {
        const slot = slots.slotOf(row)
        const before = until.get(slot) ?? -Infinity
        until.set(slot, columns.finishedMs[row] ?? 0)
        return (columns.startedMs[row] ?? 0) < before
      })
      expect(overlapping).toEqual([])
      expect(slots.slotsOf(0)).toBeLessThan(20)
    }
  })

  it('keep the ends of their axes, until another run comes', () => {
    const highest = highestSeen(({ nowMs }) => nowMs)
    const run = runWith(104)
    expect(highest(run)).toBe(104)
    run.seek(10)
    expect(highest(run)).toBe(104)
    expect(highest(runWith(50, 'next'))).toBe(50)
  })
})
