import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { findTechnique, startRun, type Run } from 'poolscope'
import { describe, expect, it } from 'vitest'
import { parseParameters, type Params, type TechniqueId } from '#engine/contract/index.js'
import type { Workload } from '#engine/tasks/index.js'
import { systemClock } from '#engine/telemetry/clock.js'
import { Recorder } from '#engine/telemetry/recorder.js'
import { ownThreads } from '../runs/finish.ts'
import { until } from '../tasks/support.ts'

const TASKS = 4
const WHERE = { module: new URL('./where.mjs', import.meta.url).href, name: 'whereAmI' }

interface Where {
  isMainThread: boolean
  pid: number
  parent: number
  thread: number
}

/** Runs a technique with tasks that tell where they run. */
async function whereIts(id: TechniqueId, params: Params): Promise<Where[]> {
  const technique = findTechnique(id)
  const told: Where[] = []
  const enough = new AbortController() // for the one that never ends by itself
  const tileOf = (output: unknown): null => {
    if (output !== undefined) told.push(output as Where)
    if (told.length > TASKS) enough.abort()
    return null
  }
  function* items() {
    for (let id = 0; id < TASKS; id++) yield { id, kind: 0, ref: WHERE, input: undefined, arrivalMs: 0 }
  }
  const workload: Workload = { total: TASKS, kinds: ['where'], picture: null, notes: [], items }
  await technique.run({
    params: parseParameters(technique.schema, {}, params),
    seed: 1,
    workload,
    observer: new Recorder({ clock: systemClock, tileOf }),
    signal: enough.signal,
    defaultFolder: '.',
    bindKnobs: () => undefined,
  })
  expect(told.length).toBeGreaterThanOrEqual(TASKS)
  return told
}

const distinct = (values: readonly number[]): number => new Set(values).size
const parentOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

describe.runIf(process.platform === 'linux')('where tasks run, by the word of the kernel', () => {
  it.each<[TechniqueId, Params, number]>([
    ['threads', {}, TASKS],
    ['network', { workers: 2 }, TASKS],
    ['thread-pool', { workers: 1 }, 1],
    ['gather', {}, 1],
    ['async-wait', {}, 1],
    ['event-loop', {}, 1],
  ])('%s: in threads of this process, never in its main thread', async (id, params, threads) => {
    const told = await whereIts(id, params)
    for (const where of told) expect(where).toMatchObject({ isMainThread: false, pid: process.pid })
    expect(distinct(told.map(({ thread }) => thread))).toBe(threads)
    expect(told.map(({ thread }) => thread)).not.toContain(process.pid) // the main thread's id is that of its process
  })

  it.each<[TechniqueId, Params, number]>([
    ['processes', {}, TASKS],
    ['process-pool', { workers: 1 }, 1],
  ])('%s: in child processes of this process', async (id, params, processes) => {
    const told = await whereIts(id, params)
    for (const { parent, pid } of told) expect([parent, pid === process.pid]).toEqual([process.pid, false])
    expect(distinct(told.map(({ pid }) => pid))).toBe(processes)
  })
})

/** Runs a preset until all its workers are ready, looks at it, and stops it. */
async function whileReady(preset: string, params: Params, look: (run: Run) => void): Promise<void> {
  const run = await startRun({ preset, params })
  await until(() => {
    const { infos } = run.recorder.workers
    return run.counts.submitted > 0 && infos.length > 1 && infos.every(({ state }) => state === 'ready')
  })
  try {
    look(run)
  } finally {
    run.stop()
    await run.finished
  }
}

describe.runIf(process.platform === 'linux')('workers that live at the same time', () => {
  it.each<[string, Params, number]>([
    ['threads', { tasks: 3, task: 'sleep', durationMs: 60_000 }, 3],
    ['thread-queue', { tasks: 100, task: 'sleep', durationMs: 60_000 }, 3],
  ])('%s: each is a thread that this process has now', (preset, params, count) =>
    whileReady(preset, params, (run) => {
      const ids = run.recorder.workers.infos.map(({ threadId }) => threadId ?? 0)
      expect(distinct(ids)).toBe(count)
      expect(ownThreads()).toEqual(expect.arrayContaining(ids))
      expect(ids).not.toContain(process.pid)
    }),
  )

  it.each<[string, Params, number]>([
    ['processes', { tasks: 2, task: 'sleep', durationMs: 60_000 }, 2],
    ['process-queue', { tasks: 100, task: 'sleep', durationMs: 60_000 }, 3],
  ])('%s: each is a living child of this process', (preset, params, count) =>
    whileReady(preset, params, (run) => {
      const pids = run.recorder.workers.infos.map(({ pid }) => pid ?? 0)
      expect(distinct(pids)).toBe(count)
      expect(pids.map(parentOf)).toEqual(pids.map(() => process.pid))
    }),
  )

  it('network: the server is a process of its own that listens on the loopback interface only', () =>
    whileReady('network', { requests: 2, workers: 2, latencyMs: 60_000 }, (run) => {
      const server = run.recorder.workers.infos.find(({ role }) => role === 'server')
      const pid = server?.pid ?? 0
      expect(parentOf(pid)).toBe(process.pid)
      const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
      const rows = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n'))
      const LISTEN = '0A'
      const addresses = rows
        .map((row) => row.trim().split(/\s+/))
        .filter(([, , , state, , , , , , inode]) => state === LISTEN && sockets.includes(`socket:[${inode}]`))
        .map(([, address = '']) => address.split(':')[0])
      expect(addresses).toEqual(['0100007F'])
    }),
  )
})

it('the CPU time of workers is measured from outside while they compute', async () => {
  const run = await startRun({ preset: 'threads', params: { tasks: 2, durationMs: 400 } })
  const { workers } = await run.finished
  const { columns, length } = run.recorder.samples.copy(0, run.recorder.samples.rows)
  for (const { index } of run.recorder.workers.infos) {
    const cores = Array.from({ length }, (_, row) => (columns.worker[row] === index ? (columns.cores[row] ?? -1) : -1))
    expect(Math.max(...cores)).toBeGreaterThan(0.05)
    expect(Math.max(...cores)).toBeLessThan(1.5)
  }
  // The work is fixed by its amount, not by the clock: about 400 ms of CPU, however busy the machine is.
  for (const { cpuMs } of workers) expect(cpuMs).toBeGreaterThan(100)
})

it('the tiles of a picture cover it exactly, ragged edges too', async () => {
  const params = { pictureWidth: 130, pictureHeight: 70, tileSize: 32, maxIterations: 50, workers: 2 }
  const run = await startRun({ preset: 'mandelbrot', params })
  await run.finished
  const covered = new Uint8Array(130 * 70)
  for (const { x, y, width, height } of run.recorder.tiles) {
    for (let row = y; row < y + height; row++) {
      for (let at = row * 130 + x; at < row * 130 + x + width; at++) covered[at] = (covered[at] ?? 0) + 1
    }
  }
  expect(new Set(covered)).toEqual(new Set([1]))
  expect(run.recorder.pixels.rows).toBe(130 * 70)
})
