import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readRates, readSizes } from '#engine/analysis/index.js'
import { Output } from '#engine/cli/output.js'
import { main } from '#engine/cli/program.js'
import { sweepLine } from '#engine/cli/sweep-display.js'
import { intervalBar } from '#engine/cli/text/plot.js'
import { sweepResultSchema } from '#engine/contract/index.js'
import { FakeStream } from './fakes.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-sweep-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function poolscope(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [new FakeStream(), new FakeStream()]
  const code = await main(args, { out: new Output(out), err: new Output(err) })
  return { code, out: out.text, err: err.text }
}

const SMALL = ['--set', 'tasks=8', '--set', 'task=noop', '--repeat', '2', '--seed', '3']

describe('ranges', () => {
  it.each([
    ['4', [4]],
    ['1..4', [1, 2, 3, 4]],
    ['4,1,2,2', [1, 2, 4]],
    ['1..10:4,8', [1, 5, 8, 9]],
  ])('of sizes: %s', (text, sizes) => {
    expect(readSizes('--workers', text, 64)).toEqual(sizes)
  })

  it.each(['', '0', '65', '1.5', '3..1', '1..', 'a', '1..9:0', '-1', '1..99999999'])('"%s" is none of sizes', (text) => {
    expect(() => readSizes('--workers', text, 64)).toThrow('--workers takes whole numbers from 1 to 64')
  })

  it('of rates are ten with equal gaps, or in the steps that are given', () => {
    expect(readRates('--rates', '10..100')).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    expect(readRates('--rates', '10..200:80')).toEqual([10, 90, 170])
    expect(readRates('--rates', '0.5,20')).toEqual([0.5, 20])
    expect(() => readRates('--rates', '0..9')).toThrow('--rates takes rates above 0')
  })
})

describe('poolscope sweep', () => {
  it('prints one JSON object of the promised shape, and writes it to a file', async () => {
    const file = path.join(folder, 'a.json')
    const { code, out, err } = await poolscope('sweep', 'thread-pool', '--as', 'threads,serial', '--workers', '1,2', ...SMALL, '--json', '--out', file)
    expect([code, err]).toEqual([0, ''])
    const result = sweepResultSchema.strict().parse(JSON.parse(out))
    expect(result.points.map(({ as, workers }) => `${as} ${workers}`)).toEqual(expect.arrayContaining(['threads 1', 'threads 2', 'serial 1']))
    expect(Object.keys(result.points[0] ?? {})).toEqual(expect.arrayContaining(['as', 'workers', 'throughput', 'p95Ms', 'cpuMs', 'maxRssBytes']))
    expect(Object.keys(result.recommendation ?? {}).sort()).toEqual(['as', 'clear', 'reason', 'workers'])
    expect(readFileSync(file, 'utf8')).toBe(out)
    const again = await poolscope('sweep', 'thread-pool', '--workers', '1', ...SMALL, '--out', file)
    expect([again.code, again.err]).toEqual([2, expect.stringMatching(/is there already.*--force/)])
    expect(readFileSync(file, 'utf8')).toBe(out)
  })

  it('prints a table, why there is no curve, and the recommendation', async () => {
    const { code, out, err } = await poolscope('sweep', 'thread-pool', '--workers', '1,2', ...SMALL)
    expect(code).toBe(0)
    expect(out).toMatch(/^Thread pool: 2 repeats after 1 warm-up run of each, seed 3, \d+ cores?$/m)
    expect(out).toMatch(/^as +workers +tasks\/s +95% interval +p95 +CPU time +memory$/m)
    expect(out).toMatch(/^threads +2 .*●/m)
    expect(out).toMatch(/no scalability curve. It needs at least 4 sizes/)
    expect(out).toMatch(/^(Use \d thread|No clear winner)/m)
    expect(err).toMatch(/^0 of 6 runs: \d threads?\n/)
  })

  it('sweeps arrival rates with --rates', async () => {
    const args = ['--rates', '20,40', '--workers', '2', '--seconds', '1', '--arrival', 'steady', '--repeat', '1', '--set', 'task=noop']
    const { code, out } = await poolscope('sweep', 'thread-pool', ...args)
    expect(code).toBe(0)
    expect(out).toMatch(/^Thread pool: 2 threads, tasks arrive at a steady rate, 1 repeat of 1 s/)
    expect(out).toMatch(/^ *arrivals\/s +done\/s +busy +waiting +wait +M\/M\/c +Little +p50 +p95/m)
    expect(out).toContain('A knee needs at least 5 rates')
  })

  it('sweeps a module of your own, once it was agreed to', async () => {
    const file = path.join(folder, 'task.mjs')
    writeFileSync(file, 'export const task = (n) => n * n')
    const args = ['sweep', file, '--as', 'threads,event-loop', '--workers', '1,2', '--tasks', '6', '--repeat', '1', '--json']
    const before = process.env['POOLSCOPE_DATA']
    process.env['POOLSCOPE_DATA'] = folder
    try {
      const asked = await poolscope(...args)
      expect([asked.code, asked.out, asked.err]).toEqual([2, '', expect.stringMatching(/with your rights.*--yes/)])
      const { code, out } = await poolscope(...args, '--yes')
      expect([code, sweepResultSchema.parse(JSON.parse(out)).points.map(({ as, workers }) => `${as} ${workers}`).sort()]).toEqual([
        0,
        ['event-loop 1', 'event-loop 2', 'threads 1', 'threads 2'],
      ])
    } finally {
      if (before === undefined) delete process.env['POOLSCOPE_DATA']
      else process.env['POOLSCOPE_DATA'] = before
    }
  })

  it.each([
    [['thread-pol'], /Did you mean/],
    [['thread-pool', '--as', 'fibres'], /Nothing can be run as "fibres"/],
    [['thread-pool', '--workers', '65'], /"workers" cannot be 65/],
    [['thread-pool', '--seconds', '3'], /add --rates/],
    [['thread-pool', '--rates', '1..3', '--workers', '1..4'], /one model and one number of workers/],
    [['thread-pool', '--rates', '1..3', '--warm-up', '1'], /first second/],
    [['thread-pool', '--rates', '1..3', '--arrival', 'often'], /poisson or steady/],
    [['thread-pool', '--inputs', 'a.csv'], /task of your own/],
    [['thread-pool', '--force'], /needs --out/],
  ])('refuses %j before anything runs', async (args, message) => {
    const { code, out, err } = await poolscope('sweep', ...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
  })
})

describe('poolscope run --watching-cost', () => {
  it('prints the difference and what can be said of it', async () => {
    const { code, out } = await poolscope('run', 'thread-pool', '--watching-cost', '--repeat', '2', '--set', 'task=noop', '--seed', '3')
    expect(code).toBe(0)
    expect(out).toMatch(/^Thread pool: 2 pairs of runs with telemetry on and off, seed 3$/m)
    expect(out).toMatch(/unwatched and .* watched: [+-].*95% interval [+-].* to [+-]/)
    expect(out).toMatch(/^(Watching costs time|No clear difference|Watched runs were faster)/m)
    expect(out).toMatch(/^The app itself used/m)
  })

  it.each([
    [['--repeat', '2'], /--repeat belongs to --watching-cost/],
    [['--watching-cost', '--out', 'a.pscope'], /leave one of them out/],
    [['--watching-cost', '--repeat', '0'], /--repeat takes/],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await poolscope('run', 'thread-pool', ...args)
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(message)])
  })
})

it('progress says how long is left, counting down', () => {
  const progress = { done: 3, total: 9, current: null, leftMs: 12_000, measured: [] }
  expect(sweepLine(progress, '2 threads', 4_000)).toBe('3 of 9 runs, 8.0 s left: 2 threads')
  expect(sweepLine({ ...progress, leftMs: null }, '', 0)).toBe('3 of 9 runs')
})

it('an interval is drawn to scale', () => {
  expect(intervalBar({ mean: 5, low: 2, high: 8 }, 10, 11)).toBe('  ├──●──┤')
  expect(intervalBar({ mean: 10, low: null, high: null }, 10, 11)).toBe('          ●')
})
