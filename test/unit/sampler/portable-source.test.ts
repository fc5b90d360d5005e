import { PortableSource, type SampleTarget } from '#engine/telemetry/sampler/index.js'
import { describe, expect, it } from 'vitest'
import { ManualClock } from './fakes.ts'

const child = (worker: number, pid: number): SampleTarget => ({ worker, kind: 'process', pid, tid: null })
/** Lets answers that are there be taken in. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('PortableSource', () => {
  it('asks for all processes at once, and not more than four times a second', async () => {
    const clock = new ManualClock()
    const asked: number[][] = []
    const source = new PortableSource(clock, async (pids) => {
      asked.push(pids)
      return new Map([[42, { cpuMs: 10, memoryBytes: 20 }]]) // 43 has ended
    })
    const targets = [child(0, 42), child(1, 43)]
    expect(source.read(child(0, 42))).toBeNull()
    source.refresh(targets)
    await settle()
    expect(source.read(child(0, 42))).toEqual({ atMs: 1000, cpuMs: 10, memoryBytes: 20 })
    expect(source.read(child(1, 43))).toBeNull()
    clock.advance(100)
    source.refresh(targets)
    await settle()
    clock.advance(150)
    source.refresh(targets)
    expect(asked).toEqual([[42, 43], [42, 43]])
  })

  it('does not ask again while an answer is due', () => {
    const clock = new ManualClock()
    let asked = 0
    const source = new PortableSource(clock, () => {
      asked++
      return new Promise(() => undefined)
    })
    source.refresh([child(0, 42)])
    clock.advance(10_000)
    source.refresh([child(0, 42)])
    expect(asked).toBe(1)
  })

  it('keeps the last known values when the system does not answer', async () => {
    const clock = new ManualClock()
    let answer = true
    const source = new PortableSource(clock, async () => {
      if (!answer) throw new Error('ps: command not found')
      return new Map([[42, { cpuMs: 10, memoryBytes: 20 }]])
    })
    source.refresh([child(0, 42)])
    await settle()
    answer = false
    clock.advance(500)
    source.refresh([child(0, 42)])
    await settle()
    expect(source.read(child(0, 42))?.atMs).toBe(1000)
  })

  it('gives a thread what Node tells, and its memory even when Node tells nothing', async () => {
    const source = new PortableSource(new ManualClock(), async () => new Map())
    const silent: SampleTarget = { worker: 0, kind: 'thread', pid: 1, tid: null, heapBytes: () => 7 }
    const telling: SampleTarget = { ...silent, worker: 1, cpuUsage: async () => 33 }
    const ended: SampleTarget = { ...silent, worker: 2, cpuUsage: () => Promise.reject(new Error('not running')) }
    source.refresh([silent, telling, ended])
    await settle()
    expect(source.read(silent)).toMatchObject({ cpuMs: -1, memoryBytes: 7 })
    expect(source.read(telling)).toMatchObject({ cpuMs: 33, memoryBytes: 7 })
    expect(source.read(ended)).toMatchObject({ cpuMs: -1 })
  })

  it('reads a real process through pidusage', async () => {
    const clock = new ManualClock()
    const source = new PortableSource(clock)
    const self = child(0, process.pid)
    source.refresh([self])
    await expect.poll(() => source.read(self)?.cpuMs ?? 0, { timeout: 10_000 }).toBeGreaterThan(0)
    expect(source.read(self)?.memoryBytes).toBeGreaterThan(1024 * 1024)
  })
})
