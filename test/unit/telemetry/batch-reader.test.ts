import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBatch, encodeBatch, NO_WORKER, type Batch } from '#engine/contract/index.js'
import type { BatchReader } from '#engine/telemetry/batch-reader.js'
import { runTask, watchedRun } from './watched-run.ts'

const AT = [1001, 1002, 1003, 1004, 1005] as const

/** What a window does with batches: puts them one behind the other. */
class Follower {
  readonly #reader: BatchReader
  readonly batches: Batch[] = []
  readonly tasks: number[] = []
  readonly samples: number[] = []
  readonly log: string[] = []

  constructor(reader: BatchReader) {
    this.#reader = reader
  }

  read(): boolean {
    const next = this.#reader.next()
    if (next === null) return false
    const batch = decodeBatch(encodeBatch(next)) // as it goes over the wire
    const before = this.batches.at(-1)
    const dropped = batch.droppedTasks - (before?.droppedTasks ?? 0)
    // What is missing is missing before the rows of this batch, and is counted in it.
    const [first] = batch.tables.tasks.columns.id
    if (first !== undefined) expect(first).toBe((this.tasks.at(-1) ?? -1) + 1 + dropped)
    this.batches.push(batch)
    this.tasks.push(...batch.tables.tasks.columns.id)
    this.samples.push(...batch.tables.samples.columns.memoryBytes)
    this.log.push(...batch.log.map(({ text }) => text))
    return true
  }

  readAll(): void {
    while (this.read());
  }
}

/** One step of a schedule: `write` n tasks, or let reader n read; a reader that is not there yet is opened. */
const steps = fc.array(
  fc.oneof(fc.record({ write: fc.nat(12) }), fc.record({ read: fc.nat(3) }), fc.record({ note: fc.nat(3) })),
  { maxLength: 60 },
)

describe('readers of a run', () => {
  it('get each row exactly once, or counted as dropped, however fast each of them reads', () => {
    fc.assert(
      fc.property(steps, (schedule) => {
        const { recorder, run, end } = watchedRun(8)
        const followers = new Map<number, Follower>()
        let notes = 0
        for (const step of schedule) {
          if ('write' in step) for (let n = 0; n < step.write; n++) runTask(recorder, NO_WORKER, AT)
          else if ('note' in step) {
            recorder.sample(NO_WORKER, 0, notes, -1)
            recorder.log('info', `note ${notes++}`)
          } else {
            const follower = followers.get(step.read) ?? new Follower(run.openReader())
            followers.set(step.read, follower)
            expect(follower.read()).toBe(true)
          }
        }
        end()
        const total = recorder.counts.ok
        followers.set(99, new Follower(run.openReader())) // comes when all is over
        for (const follower of followers.values()) {
          follower.readAll()
          const { batches, tasks, samples, log } = follower
          const last = batches.at(-1)
          expect(batches.map(({ seq }) => seq)).toEqual(batches.map((_, i) => i))
          expect(batches.map(({ info }) => info !== undefined)).toEqual(batches.map((_, i) => i === 0))
          expect(batches.map(({ summary }) => summary !== undefined)).toEqual(batches.map((batch) => batch === last))
          expect(tasks.length + (last?.droppedTasks ?? 0)).toBe(total)
          expect(new Set(tasks).size).toBe(tasks.length)
          expect(last).toMatchObject({ counts: recorder.counts, droppedRows: 0, state: 'finished' })
          expect(samples).toEqual(Array.from({ length: notes }, (_, i) => i))
          expect(log).toEqual(samples.map((i) => `note ${i}`))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('get a long run in several batches, none of which is large', () => {
    const { recorder, run, end } = watchedRun(1 << 16)
    for (let n = 0; n < 50_000; n++) runTask(recorder, NO_WORKER, AT)
    for (let n = 0; n < 5_000; n++) recorder.log('info', 'x'.repeat(10_000))
    end()
    const late = new Follower(run.openReader())
    late.readAll()
    expect(late.tasks).toEqual(Array.from({ length: 50_000 }, (_, i) => i))
    expect(late.log.length).toBe(5_000)
    expect(late.batches.length).toBeGreaterThan(3)
    for (const batch of late.batches) expect(encodeBatch(batch).length).toBeLessThan(4 * 1024 * 1024)
  })

  it('are told of each change of a worker, and of nothing else', () => {
    const { recorder, run } = watchedRun()
    const reader = run.openReader()
    const worker = recorder.workerAdded({ kind: 'thread', role: 'worker', atMs: 1000 })
    expect(reader.next()?.workers.map(({ state }) => state)).toEqual(['starting'])
    expect(reader.next()?.workers).toEqual([])
    recorder.workerReady(worker, { pid: 5, osThreadId: 6 }, 1001)
    recorder.workers.used(worker, 12, 1024)
    expect(reader.next()?.workers).toMatchObject([{ state: 'ready', pid: 5, threadId: 6, cpuMs: 12 }])
    runTask(recorder, worker, AT)
    expect(reader.next()?.workers).toMatchObject([{ tasks: 1 }])
    expect(run.openReader().next()?.workers).toMatchObject([{ tasks: 1, pid: 5 }])
  })

  it('get the pixels of just the tiles of the same batch', () => {
    const SIDE = 600
    let n = 0
    const { recorder, run, end } = watchedRun(64, () => {
      const pixels = new Uint8Array(SIDE * SIDE).fill(++n)
      return { x: (n - 1) * SIDE, y: 0, width: SIDE, height: SIDE, pixels }
    })
    recorder.expectPicture(8 * SIDE * SIDE)
    for (let task = 0; task < 8; task++) runTask(recorder, NO_WORKER, AT)
    end()
    const late = new Follower(run.openReader())
    late.readAll()
    const seen = late.batches.flatMap(({ tiles, tables }) => {
      const { columns, length } = tables.pixels
      expect(length).toBe(tiles.length * SIDE * SIDE)
      return tiles.map((tile, i) => [tile.x, columns.value[i * SIDE * SIDE], columns.value[(i + 1) * SIDE * SIDE - 1]])
    })
    expect(seen).toEqual(Array.from({ length: 8 }, (_, i) => [i * SIDE, i + 1, i + 1]))
    expect(late.batches.length).toBeGreaterThan(2)
  })
})
