import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frames } from '../../../renderer/charts/data.ts'
import { FIRST_QUERY, type TaskRows } from '../../../renderer/panels/tasks/task-rows.ts'
import { watchTasks } from '../../../renderer/panels/tasks/watch-tasks.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts } from './batches.ts'

const LONG_MS = 10_000

function watched() {
  const run = new RunModel()
  const ticks = new Set<() => void>()
  const frames: Frames = {
    onFrame: () => () => {},
    onTick: (_, callback) => {
      ticks.add(callback)
      return () => ticks.delete(callback)
    },
    invalidate: () => ticks.forEach((tick) => tick()),
  }
  const told: TaskRows[] = []
  const stop = watchTasks(run, frames, FIRST_QUERY, (rows) => told.push(rows))
  const end = (seq: number, receivedMs: number): void => {
    run.apply(batch(seq, { atMs: receivedMs, counts: counts({ ok: seq + 1 }) }, { tasks: [{ id: seq, receivedMs }] }))
    frames.invalidate()
  }
  return { run, frames, told, stop, end, ticks }
}

const lengths = (told: readonly TaskRows[]): number[] => told.map(({ length }) => length)

describe('the tasks that are shown', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('grow with the run, and are fewer when a replay goes back', () => {
    const { run, frames, told, end } = watched()
    end(0, 10)
    vi.advanceTimersByTime(LONG_MS)
    end(1, 20)
    vi.advanceTimersByTime(LONG_MS)
    run.seek(15)
    frames.invalidate()
    vi.advanceTimersByTime(LONG_MS)
    expect(lengths(told)).toEqual([0, 1, 2, 1])
  })

  it('are not told again while there are no others', () => {
    const { frames, told, end } = watched()
    end(0, 10)
    vi.advanceTimersByTime(LONG_MS)
    frames.invalidate()
    vi.advanceTimersByTime(LONG_MS)
    expect(lengths(told)).toEqual([0, 1])
  })

  it('are the last ones, also when they came while it rested', () => {
    const { told, end } = watched()
    end(0, 10)
    end(1, 20)
    vi.advanceTimersByTime(LONG_MS)
    expect(told.at(-1)?.length).toBe(2)
  })

  it('are told no more once it was ended', () => {
    const { told, stop, end, ticks } = watched()
    stop()
    end(0, 10)
    vi.advanceTimersByTime(LONG_MS)
    expect([lengths(told), ticks.size]).toEqual([[0], 0])
  })
})
