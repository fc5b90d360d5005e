import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_QUEUE_SLICES } from '#engine/runs/formats/chrome-trace.js'
import { packLanes } from '#engine/runs/formats/lanes.js'
import { MAX_LANES } from '#engine/runs/formats/trace-worker.js'
import { batch, recorded, SMALL, task, worker } from './recorded.ts'
import { checkTrace, ofPhase, trace } from './trace.ts'

const texts = (args: object): unknown[] => Object.values(args)

describe('chrome-trace', () => {
  const { traceEvents: events, otherData } = trace(SMALL)

  it('names processes and threads', () => {
    expect(ofPhase(events, 'M').map(({ name, tid, args }) => [name, tid, ...texts(args)])).toEqual([
      ['process_name', 1, 'Thread pool'],
      ['process_sort_index', 1, 1],
      ['process_name', 2, 'workers in the app (pid 10)'],
      ['process_sort_index', 2, 2],
      ['thread_name', 1, 'run'],
      ['thread_sort_index', 1, 1],
      ['thread_name', 100_000, 'thread 1'],
      ['thread_sort_index', 100_000, 100_000],
    ])
    checkTrace(events)
  })

  it('has a slice, in microseconds, for the start, each task run and each wait of a worker', () => {
    expect(ofPhase(events, 'X').map(({ cat, name, ts, dur }) => [cat, name, ts, dur])).toEqual([
      ['start', 'starting', 0, 1000],
      ['wait', 'waiting in get', 2000, 10_000],
      ['task', 'spin', 12_000, 30_500],
    ])
    expect(ofPhase(events, 'X')[2]?.args).toEqual({
      submissionRank: 0,
      completionRank: 0,
      kind: 'spin',
      outcome: 'ok',
      waitMs: 10,
      transferInMs: 1,
      transferOutMs: 1,
    })
  })

  it('has the waits in the queue as slices that may overlap', () => {
    const waits = events.filter(({ ph }) => ph === 'b' || ph === 'e')
    expect(waits.map((event) => [event.ph, 'id' in event && event.id, 'ts' in event && event.ts])).toEqual([
      ['b', 'queue.0', 1000],
      ['e', 'queue.0', 11_000],
      ['b', 'queue.1', 2000],
      ['e', 'queue.1', 50_000],
    ])
  })

  it('has counters for queue depth and measured CPU use', () => {
    expect(ofPhase(events, 'C').map(({ name, ts, args }) => [name, ts, args])).toEqual([
      ['queue depth', 1000, { tasks: 1 }],
      ['CPU of the app', 10_000, { cores: 0.1 }],
      ['CPU of thread 1', 10_000, { cores: 0.5 }],
    ])
  })

  it('has moments for the log and for lost workers', () => {
    expect(ofPhase(events, 'i').map(({ name, s, ts, args }) => [name, s, ts, args])).toEqual([
      ['Begun.', 'p', 5000, { level: 'info' }],
      ['thread 1 was lost', 't', 100_000, { exitCode: -9 }],
      ['Lost.', 't', 100_000, { level: 'error' }],
    ])
  })

  it('says what run it is and what is missing', () => {
    expect(otherData).toMatchObject({ preset: 'thread-pool', seed: 7, end: { how: 'whole' }, queueWaits: 'slices' })
  })

  it('spreads tasks that one loop runs at the same time over threads, and over slices of their own beyond', () => {
    const loop = worker(0, { kind: 'event-loop', id: 'event loop' })
    const tasks = Array.from({ length: MAX_LANES + 5 }, (_, id) => task(id, [0, 0, 10 + id, 1000, 0]))
    const all = trace(recorded(batch(0, { workers: [loop] }, { tasks }))).traceEvents
    checkTrace(all)
    expect(ofPhase(all, 'X').filter(({ cat }) => cat === 'task')).toHaveLength(MAX_LANES)
    const names = ofPhase(all, 'M').flatMap(({ name, args }) => (name === 'thread_name' ? texts(args) : []))
    expect(names.slice(0, 3)).toEqual(['run', 'event loop', 'event loop, lane 2'])
    expect(ofPhase(all, 'b').filter(({ cat }) => cat === 'task')).toHaveLength(5)
  })

  it('keeps waits in the queue of a large run as arguments only', () => {
    const tasks = Array.from({ length: MAX_QUEUE_SLICES + 1 }, (_, id) => task(id, [0, id, 0, 1, 0]))
    const { traceEvents, otherData } = trace(recorded(batch(0, { workers: [worker(0)] }, { tasks })))
    expect(ofPhase(traceEvents, 'b')).toEqual([])
    expect(otherData['queueWaits']).toBe('arguments of the tasks only')
    expect(ofPhase(traceEvents, 'X').at(-1)?.args['waitMs']).toBe(MAX_QUEUE_SLICES)
  })
})

it('lanes hold what does not overlap, and are no more than overlap at a time', () => {
  const interval = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 8 }))
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 60 }), (all) => {
      const from = (row: number): number => all[row]?.[0] ?? 0
      const to = (row: number): number => from(row) + (all[row]?.[1] ?? 0)
      const { order, lanes, count } = packLanes({ length: all.length, from, to })
      expect([...order].sort((a, b) => a - b)).toEqual(all.map((_, row) => row))
      const until = new Map<number, number>()
      for (const row of order) {
        expect(from(row)).toBeGreaterThanOrEqual(until.get(lanes[row] ?? 0) ?? 0)
        until.set(lanes[row] ?? 0, to(row))
      }
      const atATime = all.map((_, row) => all.filter((_one, other) => from(other) <= from(row) && to(other) > from(row)).length)
      // One that takes no time needs a lane, too.
      expect(count).toBeLessThanOrEqual(Math.max(0, ...atATime) + 1)
    }),
  )
})
