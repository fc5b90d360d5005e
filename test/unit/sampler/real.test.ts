import { NO_WORKER } from '#engine/contract/telemetry.js'
import { Sampler, type Sample, type SampleTarget } from '#engine/telemetry/sampler/index.js'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** Tells its thread id, then spins in slices (so that it can be ended) or waits. */
const BODY = `
  const tell = (value) => (parentPort ? parentPort.postMessage(value) : process.send(value))
  tell(Number(readlinkSync('/proc/thread-self').split('/').at(-1)))
  if (mode === 'spin') {
    const slice = () => { for (const end = performance.now() + 20; performance.now() < end; ); setImmediate(slice) }
    slice()
  } else setInterval(() => {}, 1000)
`
const THREAD = `
  import { readlinkSync } from 'node:fs'
  import { parentPort, workerData as mode } from 'node:worker_threads'
  ${BODY}
`
const PROCESS = `
  import { readlinkSync } from 'node:fs'
  const parentPort = null
  const mode = process.argv[2]
  ${BODY}
`

describe.runIf(process.platform === 'linux')('real workers', () => {
  let folder = ''
  const workers: (Worker | ChildProcess)[] = []

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'poolscope-sampler-'))
    writeFileSync(join(folder, 'thread.mjs'), THREAD)
    writeFileSync(join(folder, 'process.mjs'), PROCESS)
  })

  afterEach(async () => {
    for (const worker of workers.splice(0)) {
      if (worker instanceof Worker) await worker.terminate()
      else if (worker.exitCode === null && worker.signalCode === null) {
        const ended = once(worker, 'exit')
        worker.kill('SIGKILL')
        await ended
      }
    }
    rmSync(folder, { recursive: true })
  })

  async function start(worker: number, kind: 'thread' | 'process', mode: string): Promise<SampleTarget> {
    const started =
      kind === 'thread'
        ? new Worker(join(folder, 'thread.mjs'), { workerData: mode })
        : fork(join(folder, 'process.mjs'), [mode])
    workers.push(started)
    const tid: unknown = (await once(started, 'message'))[0]
    const pid = started instanceof Worker ? process.pid : (started.pid ?? 0)
    return { worker, kind, pid, tid: Number(tid) }
  }

  it.each(['thread', 'process'] as const)('a %s that spins uses CPU, one that sleeps does not', async (kind) => {
    const targets = [await start(0, kind, 'spin'), await start(1, kind, 'sleep')]
    const last = new Map<number, Sample>()
    const first = new Map<number, Sample>()
    const sampler = new Sampler({
      targets: () => targets,
      onSample: (sample) => {
        if (!first.has(sample.worker)) first.set(sample.worker, sample)
        last.set(sample.worker, sample)
      },
      intervalMs: 50,
    })
    sampler.start()
    const used = (worker: number): number => (last.get(worker)?.cpuMs ?? 0) - (first.get(worker)?.cpuMs ?? 0)
    // However busy the machine is, the spinning one gets there in the end.
    await expect.poll(() => used(0), { timeout: 25_000 }).toBeGreaterThan(200)
    sampler.stop()
    expect(used(1)).toBeLessThan(used(0) / 4)
    // The spinning thread's time is not the app's; it alone would be above 200 ms.
    expect(last.get(NO_WORKER)?.cpuMs).toBeGreaterThanOrEqual(0)
    if (kind === 'process') expect(last.get(0)?.memoryBytes).toBeGreaterThan(1024 * 1024)
  })

  it('reads a worker for the last time while it is there, and not when it is gone', async () => {
    const target = await start(0, 'process', 'spin')
    const sampler = new Sampler({ targets: () => [], onSample: () => undefined })
    expect(sampler.readNow(target)?.cpuMs).toBeGreaterThan(0)
    const child = workers.pop()
    if (!child || child instanceof Worker) throw new Error('not a process')
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    expect(sampler.readNow(target)).toBeNull()
    sampler.stop()
  })
})
