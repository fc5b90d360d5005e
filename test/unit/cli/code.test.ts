import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIBRARIES, type Library } from '#engine/analysis/index.js'
import { Output } from '#engine/cli/output.js'
import { main } from '#engine/cli/program.js'
import { MODELS, type Model } from '#engine/contract/index.js'
import { ROOT } from '../../child.ts'
import { FakeStream } from './fakes.ts'

/** A project of somebody's, with both packages installed. */
const project = mkdtempSync(path.join(tmpdir(), 'poolscope-code-'))
beforeAll(() => {
  mkdirSync(path.join(project, 'node_modules'))
  symlinkSync(ROOT, path.join(project, 'node_modules/poolscope'))
  symlinkSync(path.join(ROOT, 'node_modules/piscina'), path.join(project, 'node_modules/piscina'))
  writeFileSync(path.join(project, 'data.jsonl'), '{"n":1}\n{"n":2}\n\n{"n":3}\n')
  writeFileSync(
    path.join(project, 'where.mjs'),
    // No task ends before each worker has one: else a quick worker would do them all.
    `import { readdirSync, writeFileSync } from 'node:fs'
     import { setTimeout as sleep } from 'node:timers/promises'
     import { threadId } from 'node:worker_threads'
     const { MET_IN, WORKERS } = process.env
     export async function task(input, { signal }) {
       writeFileSync(MET_IN + '/' + process.pid + '-' + threadId, '')
       while (readdirSync(MET_IN).length < Number(WORKERS)) await sleep(2)
       console.error('ran ' + JSON.stringify({ input, pid: process.pid, threadId, aborted: signal.aborted }))
       return input
     }`,
  )
})
afterAll(() => rmSync(project, { recursive: true }))

async function poolscope(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [new FakeStream(), new FakeStream()]
  const code = await main(args, { out: new Output(out), err: new Output(err) })
  return { code, out: out.text, err: err.text }
}

let made = 0

/** Runs a program as its reader would: `node file`. `workers`: so many have to be at work before the first task ends. */
async function runProgram(args: readonly string[], workers = 1): Promise<{ out: string; err: string; text: string }> {
  const file = path.join(project, `program-${made++}.mjs`)
  expect(await poolscope('code', ...args, '--out', file)).toMatchObject({ code: 0, err: '' })
  const env = { ...process.env, WORKERS: String(workers), MET_IN: mkdtempSync(path.join(project, 'met-')) }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], { cwd: project, env })
  return { out: stdout, err: stderr, text: readFileSync(file, 'utf8') }
}

const EACH = LIBRARIES.flatMap((library) => MODELS.filter((as) => library !== 'piscina' || as !== 'processes').map((as) => [library, as] as const))

describe('the program for a preset', () => {
  // How it runs tasks is the same for all of them: each library with each model is tried with a module, below.
  it.each(LIBRARIES)('for %s does its tasks', async (library) => {
    const args = ['thread-pool', '--set', 'task=primes', '--set', 'n=1000', '--set', 'tasks=7', '--as', 'serial', '--for', library]
    const { out } = await runProgram(args)
    expect(out).toMatch(/^7 tasks done in \d+ ms\nThe first result: 168\n$/)
  })

  it.each([
    ['noop', /: 0\n/],
    ['spin', /: -?\d+\n/],
    ['sleep', /: \d+(\.\d+)?\n/],
    ['sum-of-squares', /: 332833500\n/],
    ['sha256', /: [0-9a-f]{64}\n/],
    ['gzip', /: \d+\n/],
    ['read-file', /: \d+\n/],
    ['allocate', /: 65536\n/],
    ['echo', /: Uint8Array\(65536\) \[\n/],
  ])('has code for the task %s', async (task, result) => {
    const set = ['--set', `task=${task}`, '--set', 'n=1000', '--set', 'tasks=3', '--set', 'durationMs=1']
    const { out } = await runProgram(['thread-pool', ...set, '--as', 'serial', '--for', 'node'])
    expect(out).toMatch(/^3 tasks done/)
    expect(out).toMatch(result)
  })

  it.each(['uniform', 'bimodal', 'log-normal'])('has durations that are %s', async (distribution) => {
    const { out, text } = await runProgram(['gather', '--set', `distribution=${distribution}`, '--set', 'durationMs=1', '--set', 'longMs=2', '--for', 'node'])
    expect(text).toContain('Math.random()')
    expect(Number(/result: (\S+)/.exec(out)?.[1])).toBeGreaterThan(0)
  })

  it('says what it leaves out', async () => {
    expect((await poolscope('code', 'crashing-workers')).out).toMatch(/^\/\/ Faults are left out\.\n/)
    expect((await poolscope('code', 'thread-pool', '--set', 'arrival=poisson')).out).toMatch(/^\/\/ All tasks are there at once/)
  })

  it.each([
    [['mandelbrot'], /no program for the task "mandelbrot"/],
    [['network'], /Set the parameter url/],
    [['thread-pool', '--as', 'processes', '--for', 'piscina'], /threads only/],
    [['thread-pool', '--for', 'tinypol'], /--for cannot be "tinypol"/],
    [['thread-pool', '--as', 'fibres'], /--as cannot be "fibres"/],
    [['thread-pool', '--set', 'tasks=0'], /"tasks" cannot be 0/],
    [['thread-pool', '--inputs', 'a.json'], /task of your own/],
    [['./where.mjs', '--inputs', 'a.csv'], /JSON or JSON lines/],
  ])('%j is refused with the reason', async (args, message) => {
    expect(await poolscope('code', ...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(message) })
  })
})

describe('the program for a module of your own', () => {
  interface Ran {
    input: { n: number }
    pid: number
    threadId: number
    aborted: boolean
  }

  it.each(EACH)('for %s as %s runs it on its inputs, where it should', async (library: Library, as: Model) => {
    const args = [path.join(project, 'where.mjs'), '--inputs', 'data.jsonl', '--as', as, '--workers', '2', '--for', library]
    const { out, err } = await runProgram(args, as === 'threads' || as === 'processes' ? 2 : 1)
    expect(out).toMatch(/^3 tasks done in \d+ ms\nThe first result: \{ n: 1 \}\n$/)
    const ran = [...err.matchAll(/^ran (.*)$/gm)].map((match) => JSON.parse(match[1] ?? '') as Ran)
    expect(ran.map(({ input }) => input.n).sort((a, b) => a - b)).toEqual([1, 2, 3])
    expect(ran.some(({ aborted }) => aborted)).toBe(false)
    const processes = new Set(ran.map(({ pid }) => pid)).size
    const threads = new Set(ran.map(({ threadId }) => threadId)).size
    expect([processes, threads]).toEqual(as === 'processes' ? [2, 1] : as === 'threads' ? [1, 2] : [1, 1])
  })

  it('numbers its tasks where there are no inputs, and warns of TypeScript', async () => {
    const { out } = await runProgram([path.join(project, 'where.mjs'), '--tasks', '2', '--for', 'node', '--as', 'event-loop'])
    expect(out).toMatch(/^2 tasks done in \d+ ms\nThe first result: 0\n$/)
    expect((await poolscope('code', './a.ts')).out).toMatch(/^\/\/ Node runs TypeScript as it is from version 22\.18 on\.\n/)
  })
})
