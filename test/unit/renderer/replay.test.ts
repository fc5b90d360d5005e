import { PRESETS, startRun, type Params, type Run } from 'poolscope'
import { describe, expect, it } from 'vitest'
import {
  decodeBatch,
  encodeBatch,
  encodeRecord,
  encodeRunFileHead,
  NO_WORKER,
  OUTCOMES,
  readRunFile,
  type Batch,
} from '../../../workloads/contract/index.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { SHORTER } from '../runs/shorter.ts'
import { batch, counts } from './batches.ts'

const BATCH_MS = 33

/** All that a panel or a chart can see of a run. */
function seen(run: RunModel) {
  const { info, state, summary, nowMs, counts, ended, depth, maxDepth, maxLoopDelayMs, activity, log, logDropped } = run
  const { droppedTasks, droppedRows, refusedTiles, gaps, workers, picture, turns, capacity } = run
  const tables = Object.entries(run.tables).map(([name, { length, dropped, columns }]) => [
    name,
    dropped,
    Object.entries(columns).map(([column, values]) => [column, [...values.subarray(0, length)]]),
  ])
  const { throughput, waitMs, runMs, outOfOrder } = run.figures
  const expected = run.info?.expectedTasks ?? null
  return structuredClone({
    ...{ info, state, summary, nowMs, counts, ended, depth, maxDepth, maxLoopDelayMs, activity, log, logDropped },
    ...{ droppedTasks, droppedRows, refusedTiles, gaps, workers, tables, turns, capacity },
    figures: { throughput, waitMs, runMs, outOfOrder, leftMs: run.figures.timeLeftMs(ended, expected) },
    tiles: picture?.tiles ?? null,
    usage: [NO_WORKER, ...workers.keys()].map((worker) => run.usage(worker)),
  })
}

/** Runs a preset as a window sees it: batches as they come, what is seen after each, and the run file. */
async function watch(preset: string, params: Params = SHORTER[preset] ?? {}, use: (run: Run) => void = () => undefined) {
  const run = await startRun({ preset, seed: 7, params })
  const reader = run.openReader()
  const live = new RunModel()
  const records = [encodeRunFileHead()]
  const moments: { atMs: number; seen: ReturnType<typeof seen> }[] = []
  const take = (): void => {
    const next = reader.next()
    if (next === null) return
    records.push(encodeRecord(next))
    live.apply(decodeBatch(encodeBatch(next)))
    moments.push({ atMs: live.nowMs, seen: seen(live) })
    use(run)
  }
  const timer = setInterval(take, BATCH_MS)
  await run.finished
  clearInterval(timer)
  while (!reader.ended) take()
  return { moments, file: new Uint8Array(Buffer.concat(records)) }
}

function replay(file: Uint8Array): RunModel {
  const model = new RunModel()
  for (const next of readRunFile(file)) model.apply(next)
  return model
}

const MOST_SEEKS = 24
/** The same in every run: back and forth, near and far. */
const shuffled = (length: number): number[] =>
  Array.from({ length: Math.min(length, MOST_SEEKS) }, (_, i) => (i * 7919) % length)

describe('a replay shows what the live run showed', () => {
  function expectSame({ moments, file }: Awaited<ReturnType<typeof watch>>): RunModel {
    const model = replay(file)
    expect(seen(model)).toEqual(moments.at(-1)?.seen)
    for (const index of shuffled(moments.length)) {
      const moment = moments[index]
      if (moment === undefined || moments[index + 1]?.atMs === moment.atMs) continue
      model.seek(moment.atMs)
      expect(seen(model), `at ${moment.atMs} ms`).toEqual(moment.seen)
    }
    return model
  }

  it.each(PRESETS.map(({ id }) => id))('preset %s: after each batch, field by field', async (preset) => {
    expectSame(await watch(preset))
  })

  it('with knobs that were turned meanwhile, each at its time', async () => {
    const todo = [
      { knob: 'bound', value: 7 },
      { knob: 'kill', worker: 0 },
      { knob: 'resize', value: 3 },
      { knob: 'bound', value: 0 },
    ]
    const params = { tasks: 250, task: 'sleep', durationMs: 3, workers: 2, arrival: 'steady', ratePerSecond: 250 }
    const watched = await watch('thread-pool', params, (run) => {
      const [next] = todo
      if (next === undefined || run.recorder.workers.info(0)?.readyMs === null || run.state !== 'running') return
      run.turnKnob(next)
      todo.shift()
    })
    const model = expectSame(watched)
    expect(model.wholeTurns.map(({ label }) => label)).toEqual(['queue bound 7', 'thread 1 killed', '3 workers', 'queue unbounded'])
    const [bound, killed] = model.wholeTurns
    model.seek(((bound?.atMs ?? 0) + (killed?.atMs ?? 0)) / 2)
    expect([model.turns.map(({ knob }) => knob), model.capacity]).toEqual([['bound'], 7])
    model.seek((bound?.atMs ?? 0) - 0.001)
    expect([model.turns, model.capacity]).toEqual([[], null])
  })
})

const task = (id: number, receivedMs: number) => ({
  id,
  submittedMs: 0,
  dispatchedMs: receivedMs - 30,
  startedMs: receivedMs - 20,
  finishedMs: receivedMs - 1,
  receivedMs,
  outcome: id % 2,
})

/** Three batches, a tenth of a second apart. */
const THREE: readonly Batch[] = [
  batch(0, { depth: 4, counts: counts({ submitted: 4 }) }, { depth: [{ atMs: 0, depth: 4 }] }),
  batch(
    1,
    { depth: 2, counts: counts({ submitted: 4, ok: 1, error: 1 }), log: [{ atMs: 70, level: 'error', text: 'a', worker: null }] },
    { tasks: [task(0, 40), task(1, 80)], depth: [{ atMs: 10, depth: 3 }, { atMs: 50, depth: 2 }] },
  ),
  batch(2, { counts: counts({ submitted: 4, ok: 2, error: 2 }) }, { tasks: [task(2, 130), task(3, 170)] }),
]

function loaded(batches: readonly Batch[] = THREE): RunModel {
  const model = new RunModel()
  for (const next of batches) model.apply(next)
  return model
}

describe('seek', () => {
  it('shows the rows until then, counts them, and tells what runs', () => {
    const model = loaded()
    model.seek(60)
    expect(model).toMatchObject({ nowMs: 60, ended: 1, depth: 2, maxDepth: 4, follows: false, log: [] })
    expect(model.counts).toEqual(counts({ submitted: 4, ok: 1 }))
    expect([model.tables.tasks.length, model.tables.depth.length]).toEqual([1, 3])
    expect(model.activity).toEqual([{ worker: 0, state: 'run', task: 1, sinceMs: 50 }])
    model.seek(75)
    expect(model.log.map(({ text }) => text)).toEqual(['a'])
    model.seek(0)
    expect([model.ended, model.depth, model.tables.tasks.length, model.figures.outOfOrder]).toEqual([0, 4, 0, null])
  })

  it('begins anew for painters when it goes back, not when it goes on', () => {
    const model = loaded()
    const { epoch } = model
    model.seek(50)
    expect(model.epoch).toBe(epoch + 1)
    model.seek(90)
    expect(model.epoch).toBe(epoch + 1)
  })

  it('stays where it is while the run goes on, and follows again from the end', () => {
    const model = loaded(THREE.slice(0, 2))
    model.seek(60)
    for (const next of THREE.slice(2)) model.apply(next)
    expect([model.nowMs, model.ended, model.endMs]).toEqual([60, 1, 200])
    model.seek(Infinity)
    expect([model.nowMs, model.ended, model.follows]).toEqual([200, 4, true])
    model.apply(batch(3, { counts: counts({ submitted: 4, ok: 3, error: 2 }) }, { tasks: [task(4, 250)] }))
    expect([model.nowMs, model.ended]).toEqual([300, 5])
  })

  it('finds its way in 60,000 tasks: figures are those of the tasks shown', () => {
    const PER_BATCH = 5000
    const batches = Array.from({ length: 12 }, (_, seq) => {
      const tasks = Array.from({ length: PER_BATCH }, (__, i) => {
        const id = seq * PER_BATCH + i
        return { ...task(id, (id + 1) * 0.02), startedMs: 0, finishedMs: id, outcome: OUTCOMES.indexOf('ok') }
      })
      return batch(seq, { counts: counts({ submitted: 60_000, ok: (seq + 1) * PER_BATCH }), atMs: (seq + 1) * 100 }, { tasks })
    })
    const model = loaded(batches)
    for (const atMs of [730, 110, 1190, 350.5, 1200, 20]) {
      model.seek(atMs)
      const ended = Math.floor(atMs / 0.02 + 1e-9)
      expect([model.ended, model.tables.tasks.length]).toEqual([ended, ended])
      expect(Math.abs((model.figures.runMs.p50 ?? 0) / ((ended - 1) / 2) - 1)).toBeLessThan(0.01)
    }
  })

  it('does nothing before there is a run', () => {
    const model = new RunModel()
    model.seek(10)
    expect([model.state, model.version]).toEqual(['idle', 0])
  })
})
