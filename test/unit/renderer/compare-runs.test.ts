import { describe, expect, it } from 'vitest'
import { encodeRecord, encodeRunFileHead, type Params, type SavedRun } from '../../../workloads/contract/index.ts'
import { compareSaved } from '../../../renderer/stores/compare-runs.ts'
import { batch, counts, INFO } from './batches.ts'

const saved = (id: string, minute: number): SavedRun => ({
  id,
  name: `Run ${id}`,
  runId: id,
  preset: 'thread-pool',
  title: 'Thread pool',
  startedAt: `2026-11-22T10:0${minute}:00.000Z`,
  bytes: 1,
  state: 'whole',
})

/** A run of two tasks, each of so many milliseconds. */
function file(runMs: number, params: Params): Uint8Array {
  const task = (id: number) => ({ id, dispatchedMs: 1, startedMs: 2, finishedMs: 2 + runMs, receivedMs: 3 + runMs })
  const first = batch(0, { info: { ...INFO, params } })
  const last = batch(1, { counts: counts({ submitted: 2, ok: 2 }) }, { tasks: [task(0), task(1)] })
  return new Uint8Array(Buffer.concat([encodeRunFileHead(), encodeRecord(first), encodeRecord(last)]))
}

const FILES = new Map([
  ['a1', file(10, { workers: 2 })],
  ['a2', file(11, { workers: 2 })],
  ['b1', file(50, { workers: 4 })],
  ['b2', file(52, { workers: 4 })],
  ['c1', file(5, { workers: 8 })],
])
const fetchFile = (id: string): Promise<Uint8Array> => Promise.resolve(FILES.get(id) ?? new Uint8Array())
const RUNS = { a1: saved('a1', 1), a2: saved('a2', 3), b1: saved('b1', 2), b2: saved('b2', 4), c1: saved('c1', 5) }

describe('comparing recorded runs', () => {
  it('takes runs with the same parameters as repeats, the older ones as a', async () => {
    const { a, b, rows } = await compareSaved([RUNS.b2, RUNS.a2, RUNS.b1, RUNS.a1], fetchFile)
    expect([a.names, b.names]).toEqual([
      ['Run a1', 'Run a2'],
      ['Run b1', 'Run b2'],
    ])
    const run = rows.find(({ measure }) => measure === 'runP50Ms')
    expect(run).toMatchObject({ a: 10.5, b: 51, verdict: 'worse' })
  })

  it('compares two runs of the same parameters as they are, and says that one each is little', async () => {
    const { a, b, rows } = await compareSaved([RUNS.a2, RUNS.a1], fetchFile)
    expect([a.names, b.names]).toEqual([['Run a1'], ['Run a2']])
    expect(rows.find(({ measure }) => measure === 'runP50Ms')?.verdict).toBe('one run each: repeat to be sure')
  })

  it('says which runs to choose when there are not two kinds of them', async () => {
    await expect(compareSaved([RUNS.a1, RUNS.b1, RUNS.c1], fetchFile)).rejects.toThrow('these have 3 different parameters')
    const repeats = [RUNS.a1, RUNS.a2, { ...RUNS.a1, name: 'again' }]
    await expect(compareSaved(repeats, fetchFile)).rejects.toThrow('these have all the same parameters')
  })

  it('says which file cannot be read', async () => {
    await expect(compareSaved([RUNS.a1, saved('gone', 1)], fetchFile)).rejects.toThrow(/^Run gone cannot be opened[.] .*run file/)
  })
})
