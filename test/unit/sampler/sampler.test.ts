import { NO_WORKER } from '#engine/contract/telemetry.js'
import { Sampler, type Sample, type SampleTarget, type Usage } from '#engine/telemetry/sampler/index.js'
import { describe, expect, it } from 'vitest'
import { ManualClock } from './fakes.ts'

/** A sampler whose workers use what the test says. */
function bench(intervalMs = 100) {
  const clock = new ManualClock()
  const samples: Sample[] = []
  const used = new Map<number, { cpuMs: number; memoryBytes?: number; atMs?: number }>()
  const targets: SampleTarget[] = []
  const app = { ms: 500 }
  const sampler = new Sampler({
    targets: () => targets,
    onSample: (sample) => samples.push(sample),
    intervalMs,
    clock,
    source: {
      read({ worker }): Usage | null {
        const usage = used.get(worker)
        return usage === undefined ? null : { atMs: clock.nowMs(), memoryBytes: 64, ...usage }
      },
      close: () => undefined,
    },
    app: { cpuMs: () => app.ms, memoryBytes: () => 4096 },
  })
  const of = (worker: number): Sample[] => samples.filter((sample) => sample.worker === worker)
  return { clock, samples, used, targets, app, sampler, of }
}

const thread = (worker: number, rest: Partial<SampleTarget> = {}): SampleTarget => ({
  worker,
  kind: 'thread',
  pid: process.pid,
  tid: 100 + worker,
  ...rest,
})

describe('Sampler', () => {
  it('divides the CPU time since the last sample by the wall time since then', () => {
    const { clock, used, targets, sampler, of } = bench()
    targets.push(thread(0))
    used.set(0, { cpuMs: 30 })
    sampler.start()
    clock.advance(100)
    used.set(0, { cpuMs: 80 })
    clock.advance(100)
    expect(of(0)).toEqual([
      { worker: 0, atMs: 1100, cpuMs: 30, cores: -1, memoryBytes: 64 }, // no interval yet
      { worker: 0, atMs: 1200, cpuMs: 80, cores: 0.5, memoryBytes: 64 },
    ])
    sampler.stop()
  })

  it('knows the cores of the very first interval when it knows the start', () => {
    const { clock, used, targets, sampler, of } = bench()
    targets.push(thread(0, { startedAtMs: 1020 }))
    used.set(0, { cpuMs: 20 })
    sampler.start()
    clock.advance(100)
    expect(of(0)[0]?.cores).toBe(0.25)
    sampler.stop()
  })

  it('keeps its rate when rounds are late, and does not make up for a long block', () => {
    const { clock, sampler, of } = bench()
    sampler.start()
    clock.advance(90)
    clock.block(30) // the round due at 1100 comes at 1120
    clock.advance(0)
    clock.advance(80)
    clock.block(1000)
    clock.advance(0)
    clock.advance(100)
    expect(of(NO_WORKER).map(({ atMs }) => atMs)).toEqual([1120, 1200, 2200, 2300])
    sampler.stop()
  })

  it('stops, once and for all', () => {
    const { clock, samples, sampler } = bench()
    sampler.start()
    clock.advance(100)
    const before = samples.length
    sampler.stop()
    clock.advance(1000)
    expect(samples.length).toBe(before)
    expect(clock.pendingTimers).toBe(0)
  })

  it('takes the end of a worker between two samples as normal', () => {
    const { clock, used, targets, sampler, of } = bench()
    targets.push(thread(0), thread(1))
    used.set(0, { cpuMs: 10 })
    used.set(1, { cpuMs: 10 })
    sampler.start()
    clock.advance(100)
    used.delete(0)
    clock.advance(100)
    expect([of(0).length, of(1).length]).toEqual([1, 2])
    sampler.stop()
  })

  it('does not take another process with the same pid for the worker', () => {
    const { clock, used, targets, sampler, of } = bench()
    targets.push({ worker: 0, kind: 'process', pid: 42, tid: null })
    used.set(0, { cpuMs: 900 })
    sampler.start()
    clock.advance(100)
    used.set(0, { cpuMs: 5 })
    clock.advance(300)
    expect(of(0).map(({ cpuMs }) => cpuMs)).toEqual([900])
    sampler.stop()
  })

  it('samples a short-lived worker when asked, without spoiling the rate of those that go on', () => {
    const { clock, used, targets, sampler, of } = bench()
    const target = thread(0)
    targets.push(target)
    used.set(0, { cpuMs: 0 })
    sampler.start()
    clock.advance(100)
    clock.advance(5)
    used.set(0, { cpuMs: 5 })
    expect(sampler.readNow(target)).toMatchObject({ cpuMs: 5, cores: -1 }) // 5 ms are too short for a rate
    clock.advance(95)
    expect(of(0).at(-1)).toMatchObject({ cpuMs: 5, cores: 0.05 })
    used.delete(0)
    expect(sampler.readNow(target)).toBeNull()
    sampler.stop()
  })
})

describe("the app's own cost", () => {
  it('is the CPU time of the process since the start, without its worker threads', () => {
    const { clock, used, targets, app, sampler, of } = bench()
    targets.push(thread(0), { worker: 1, kind: 'process', pid: 42, tid: null })
    used.set(0, { cpuMs: 60 })
    used.set(1, { cpuMs: 1000 }) // a process of its own: not ours to subtract
    app.ms += 70
    sampler.start()
    clock.advance(100)
    expect(of(NO_WORKER)).toEqual([{ worker: NO_WORKER, atMs: 1100, cpuMs: 10, cores: 0.1, memoryBytes: 4096 }])
    expect(sampler.appCpuMs).toBe(10)
    sampler.stop()
  })

  it('never falls, and is never negative', () => {
    const { clock, used, targets, app, sampler, of } = bench()
    targets.push(thread(0))
    sampler.start()
    for (const [appMs, threadMs] of [[510, 50], [600, 50], [610, 100]] as const) {
      app.ms = appMs
      used.set(0, { cpuMs: threadMs })
      clock.advance(100)
    }
    expect(of(NO_WORKER).map(({ cpuMs }) => cpuMs)).toEqual([0, 50, 50])
    expect(of(NO_WORKER).map(({ cores }) => cores)).toEqual([0, 0.5, 0])
    sampler.stop()
  })

  it('does not get back the CPU time of a thread that ended', () => {
    const { clock, used, targets, app, sampler } = bench()
    targets.push(thread(0))
    used.set(0, { cpuMs: 80 })
    sampler.start()
    app.ms = 600
    clock.advance(100)
    targets.length = 0
    clock.advance(100)
    expect(sampler.appCpuMs).toBe(20)
    sampler.stop()
  })

  it('is not measured where threads cannot be told apart, rather than wrong', () => {
    const { clock, used, targets, app, sampler, of } = bench()
    targets.push(thread(0))
    used.set(0, { cpuMs: -1 })
    app.ms = 900
    sampler.start()
    clock.advance(100)
    expect(of(0)[0]).toMatchObject({ cpuMs: -1, cores: -1, memoryBytes: 64 })
    expect(of(NO_WORKER)[0]).toMatchObject({ cpuMs: -1, cores: -1 })
    sampler.stop()
  })
})
