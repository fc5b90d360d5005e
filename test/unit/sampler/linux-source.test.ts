import { LinuxSource, readSystemUnits, type SampleTarget } from '#engine/telemetry/sampler/index.js'
import { describe, expect, it } from 'vitest'
import { auxvText, fakeProc, ManualClock, statText } from './fakes.ts'

const thread: SampleTarget = { worker: 0, kind: 'thread', pid: 42, tid: 43, heapBytes: () => 1234 }
const child: SampleTarget = { worker: 1, kind: 'process', pid: 42, tid: null }

function source(files: Record<string, string | null>): LinuxSource {
  return new LinuxSource(new ManualClock(), fakeProc(files))
}

describe('a thread', () => {
  it('is read in nanoseconds where the kernel keeps scheduler statistics', () => {
    const files = { '/proc/42/task/43/schedstat': '123456789 77 5\n', '/proc/42/task/43/stat': statText(99, 0) }
    expect(source(files).read(thread)).toEqual({ atMs: 1000, cpuMs: 123.456789, memoryBytes: 1234 })
  })

  it('is read in ticks where it does not: the file is missing, or all zeros', () => {
    const stat = { '/proc/42/task/43/stat': statText(12, 3) }
    expect(source(stat).read(thread)?.cpuMs).toBe(150)
    expect(source({ ...stat, '/proc/42/task/43/schedstat': '0 0 0\n' }).read(thread)?.cpuMs).toBe(150)
  })

  it('has no reading once it has ended', () => expect(source({}).read(thread)).toBeNull())

  it('whose id is not known is not measured, but its memory is', () => {
    expect(source({}).read({ ...thread, tid: null })).toEqual({ atMs: 1000, cpuMs: -1, memoryBytes: 1234 })
  })
})

describe('a process', () => {
  it('has the CPU time of all its threads, user and system, and its resident set', () => {
    const files = { '/proc/42/stat': statText(12, 3), '/proc/42/statm': '390283 100 9588 6802 0 24162 0\n' }
    expect(source(files).read(child)).toEqual({ atMs: 1000, cpuMs: 150, memoryBytes: 409_600 })
  })

  it('uses the units of the kernel, not the usual ones', () => {
    const files = {
      '/proc/self/auxv': auxvText([
        [6, 65_536],
        [17, 250],
      ]),
      '/proc/42/stat': statText(10, 0),
      '/proc/42/statm': '9 2 1\n',
    }
    expect(source(files).read(child)).toMatchObject({ cpuMs: 40, memoryBytes: 131_072 })
  })

  it('is sharper than ticks: the main thread in ns, the others as far as ticks prove them', () => {
    const files: Record<string, string> = {}
    const reader = source(files)
    const cpuMs = (ticks: number, mainMs: number): number | undefined => {
      files['/proc/42/stat'] = statText(ticks, 0)
      files['/proc/42/schedstat'] = `${mainMs * 1e6} 0 1\n`
      return reader.read(child)?.cpuMs
    }
    expect(cpuMs(10, 80)).toBe(100) // 20 ms of other threads, at least
    expect(cpuMs(10, 83)).toBe(103) // 3 ms later the ticks still say 100
    expect(cpuMs(10, 88)).toBe(108)
    expect(cpuMs(11, 89)).toBe(110) // now they prove 21 ms of others
  })

  it('that has ended but was not collected yet still has its CPU time', () => {
    const files = { '/proc/42/stat': statText(5, 0), '/proc/42/statm': '0 0 0 0 0 0 0\n' }
    expect(source(files).read(child)).toEqual({ atMs: 1000, cpuMs: 50, memoryBytes: -1 })
  })

  it('has no reading once it is gone', () => expect(source({}).read(child)).toBeNull())
})

describe('readSystemUnits', () => {
  it('falls back to what nearly every Linux has', () => {
    expect(readSystemUnits(fakeProc({}))).toEqual({ pageBytes: 4096, ticksPerSecond: 100 })
  })

  it('reads 32-bit words on a 32-bit system', () => {
    const words = Uint32Array.from([6, 16_384, 17, 128, 0, 0])
    const auxv = Buffer.from(words.buffer).toString('latin1')
    expect(readSystemUnits(fakeProc({ '/proc/self/auxv': auxv }), 'arm')).toEqual({
      pageBytes: 16_384,
      ticksPerSecond: 128,
    })
  })
})
