import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Output, type TextStream } from '#engine/cli/output.js'
import { main } from '#engine/cli/program.js'
import { EXPORT_IDS } from '#engine/contract/index.js'
import { batch, fileOf, NO_TASKS, record, summary, task, worker } from '../runs/formats/recorded.ts'
import { FakeStream } from './fakes.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-export-'))
const file = (name: string): string => path.join(folder, name)
const WHOLE = file('whole.pscope')
const CUT = file('cut.pscope')

beforeAll(async () => {
  const bytes = await record({ preset: 'thread-pool', params: { tasks: 6, workers: 2, durationMs: 1 } })
  writeFileSync(WHOLE, bytes)
  const counts = { ...NO_TASKS, submitted: 2, ok: 1 }
  const cut = fileOf([batch(0, { atMs: 1500, counts, workers: [worker(0)] }, { tasks: [task(0, [0, 1, 1, 8, 0])] }), batch(1)])
  writeFileSync(CUT, cut.subarray(0, cut.length - 1))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function poolscope(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [new FakeStream(), new FakeStream()]
  const code = await main(args, { out: new Output(out), err: new Output(err) })
  return { code, out: out.text, err: err.text }
}

describe('poolscope export', () => {
  it.each(EXPORT_IDS)('writes %s to standard output, and the same to a file', async (format) => {
    const { code, out, err } = await poolscope('export', WHOLE, '--format', format)
    expect([code, err]).toEqual([0, ''])
    expect(out.length).toBeGreaterThan(500)
    const target = file(`out.${format}`)
    expect(await poolscope('export', WHOLE, '--format', format, '--out', target)).toEqual({ code: 0, out: '', err: '' })
    expect(readFileSync(target, 'utf8')).toBe(out)
  })

  it('names all its formats in its help, and those that there are when asked for another', async () => {
    const { out } = await poolscope('export', '--help')
    for (const id of EXPORT_IDS) expect(out).toContain(id)
    expect(await poolscope('export', WHOLE, '--format', 'xml')).toEqual({
      code: 2,
      out: '',
      err: 'error: There is no format "xml". Formats: html, chrome-trace, csv, json, markdown.\n',
    })
  })

  it('overwrites nothing unless told to, and the run file never', async () => {
    const target = file('there.csv')
    writeFileSync(target, 'mine')
    const refused = await poolscope('export', WHOLE, '--format', 'csv', '--out', target)
    expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/is there already.*--force/)])
    expect(readFileSync(target, 'utf8')).toBe('mine')
    expect((await poolscope('export', WHOLE, '--format', 'csv', '--out', target, '--force')).code).toBe(0)
    expect(readFileSync(target, 'utf8')).toMatch(/^completion_rank/)
    expect((await poolscope('export', WHOLE, '--format', 'csv', '--force')).err).toContain('needs --out <file>')
    const before = readFileSync(WHOLE)
    const itself = await poolscope('export', WHOLE, '--format', 'csv', '--out', WHOLE, '--force')
    expect([itself.code, itself.err]).toEqual([2, expect.stringContaining('is the run file itself')])
    expect(readFileSync(WHOLE).equals(before)).toBe(true)
  })

  it('exports a file that was cut off, and says how much is missing', async () => {
    const { code, out, err } = await poolscope('export', CUT, '--format', 'csv')
    expect([code, out.split('\r\n').length]).toEqual([0, 3])
    expect(err).toMatch(/^warning: .*cut off.*reaches 1\.50 s into the run; the end of 1 task of 2 and the summary are missing/)
  })

  it.each([
    ['nothing.pscope', 'there is no such file'],
    ['.', 'it is a folder'],
    ['noise.pscope', 'not a Poolscope run file'],
  ])('of %s says what is wrong, and writes nothing', async (name, message) => {
    writeFileSync(file('noise.pscope'), 'noise')
    const target = file('never.csv')
    const { code, out, err } = await poolscope('export', file(name), '--format', 'csv', '--out', target)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
    expect(existsSync(target)).toBe(false)
  })

  it('says when it cannot write', async () => {
    const { code, err } = await poolscope('export', WHOLE, '--format', 'csv', '--out', file('no-folder/out.csv'))
    expect([code, err]).toEqual([2, expect.stringContaining('cannot be written: there is no such file or folder')])
  })
})

describe('Output.writeAll', () => {
  /** Takes nothing more until it is told to. */
  class SlowStream implements TextStream {
    readonly taken: string[] = []
    #drain: (() => void) | null = null
    #fail: ((error: NodeJS.ErrnoException) => void) | null = null
    write(text: string): boolean {
      this.taken.push(text)
      return false
    }
    on(_event: 'error', listener: (error: NodeJS.ErrnoException) => void): void {
      this.#fail = listener
    }
    once(_event: 'drain', listener: () => void): void {
      this.#drain = listener
    }
    drain(): void {
      this.#drain?.()
    }
    fail(): void {
      this.#fail?.(Object.assign(new Error(), { code: 'EPIPE' }))
    }
  }
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  it('makes no piece before the reader took the one before', async () => {
    const stream = new SlowStream()
    let made = 0
    const pieces = function* (): Iterable<string> {
      for (; made < 3; made++) yield `piece ${made}`
    }
    const done = new Output(stream).writeAll(pieces())
    for (const expected of [1, 2, 3]) {
      await turn()
      expect(stream.taken).toHaveLength(expected)
      stream.drain()
    }
    await done
    expect(made).toBe(3)
  })

  it('ends when nobody reads any more', async () => {
    const stream = new SlowStream()
    const done = new Output(stream).writeAll(['a', 'b', 'c'])
    await turn()
    stream.fail()
    await done
    expect(stream.taken).toEqual(['a'])
  })
})

describe('poolscope compare', () => {
  const write = (name: string, makespanMs: number, rest: Parameters<typeof summary>[0] = {}): string => {
    const tasks = [task(0, [0, 1, 1, 8, 0])]
    writeFileSync(file(name), fileOf([batch(0, { workers: [worker(0)], summary: summary({ makespanMs, ...rest }) }, { tasks })]))
    return file(name)
  }
  const a = [100, 101, 99].map((makespanMs, i) => write(`a${i}.pscope`, makespanMs))
  const b = [120, 121, 119].map((makespanMs, i) => write(`b${i}.pscope`, makespanMs))

  it('prints a table for people', async () => {
    const { code, out, err } = await poolscope('compare', a.join(), b.join())
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^a {2}Thread pool, 3 runs: /)
    expect(out).toMatch(/^makespan +100 ms +120 ms +\+20\.0 ms +\+20\.0 +\+17\.7 ms to \+22\.3 ms {2}worse$/m)
    expect(out).toMatch(/^wait p50 .* no clear difference$/m)
    expect(out).not.toContain('no fair comparison')
  })

  it('prints one JSON object with --json', async () => {
    const { out, err } = await poolscope('compare', a.join(), b[0] ?? '', '--json')
    expect(err).toBe('')
    expect(JSON.parse(out)).toMatchObject({
      a: { preset: 'thread-pool', runs: [{ file: a[0], makespanMs: 100 }, { makespanMs: 101 }, { makespanMs: 99 }] },
      b: { runs: [{ makespanMs: 120 }] },
      rows: expect.arrayContaining([
        expect.objectContaining({ measure: 'makespanMs', unit: 'ms', a: 100, b: 120, verdict: 'too few runs: repeat to be sure' }),
      ]),
    })
  })

  it('claims nothing about one run each', async () => {
    const { out } = await poolscope('compare', a[0] ?? '', b[0] ?? '')
    expect(out).toMatch(/^makespan .* - {2}one run each: repeat to be sure$/m)
    expect(out).not.toMatch(/better|worse/)
  })

  it('warns of a run that failed', async () => {
    const failed = write('failed.pscope', 5, { outcome: 'failed', error: 'why' })
    const { code, err } = await poolscope('compare', a[0] ?? '', failed)
    expect(code).toBe(0)
    expect(err).toMatch(/^warning: .*failed\.pscope": its run failed\.\n$/)
  })

  it('refuses a file that was cut off, and repeats of different runs', async () => {
    expect(await poolscope('compare', CUT, a[0] ?? '')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('cannot be compared') })
    const mixed = await poolscope('compare', `${a[0] ?? ''},${WHOLE}`, a[0] ?? '')
    expect(mixed).toMatchObject({ code: 2, out: '', err: expect.stringContaining('are no repeats') })
    expect(await poolscope('compare', ',', a[0] ?? '')).toMatchObject({ code: 2, err: expect.stringContaining('Name two run files') })
  })
})
