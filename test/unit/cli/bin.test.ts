import { presetSchema, readRunFile, runSummarySchema, type Batch } from '#engine/contract/index.js'
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from 'vitest'

const BIN = join(import.meta.dirname, '../../../dist/cli/bin.js')
/** Small enough to be quick, large enough to have an order. */
const SMALL = ['--set', 'tasks=6', '--set', 'durationMs=2']

interface Result {
  code: number | null
  out: string
  err: string
}

/** Nothing of the user's is touched. */
const data = mkdtempSync(join(tmpdir(), 'poolscope-cli-'))
afterAll(() => rmSync(data, { recursive: true }))

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, POOLSCOPE_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

async function resultOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Result> {
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code: code as number | null, out, err }
}

const poolscope = (...args: string[]): Promise<Result> => resultOf(start(...args))

/** Living processes that were started by `pid`; Linux only. */
function childrenOf(pid: number): number[] {
  const pids = readdirSync('/proc').map(Number).filter((name) => name > 0)
  return pids.filter((one) => {
    try {
      const stat = readFileSync(`/proc/${one}/stat`, 'utf8')
      return stat.slice(stat.lastIndexOf(')')).split(' ')[2] === String(pid)
    } catch {
      return false // it has just ended
    }
  })
}

describe('poolscope list', () => {
  it('prints an array of presets with --json', async () => {
    const { code, out, err } = await poolscope('list', '--json')
    const rows = presetSchema.omit({ params: true }).strict().array().parse(JSON.parse(out))
    expect([code, err]).toEqual([0, ''])
    expect(rows.filter(({ group }) => group === 'techniques').map(({ id }) => id).sort()).toEqual(
      [
        ...['async-wait', 'event-loop', 'gather', 'network', 'process-pool'],
        ...['process-queue', 'processes', 'thread-pool', 'thread-queue', 'threads'],
      ],
    )
  })

  it('does not mind a reader that goes away', async () => {
    const child = start('list')
    child.stdout.destroy()
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect([code, err]).toEqual([0, ''])
  })
})

describe('poolscope run', () => {
  it('prints exactly one JSON object, and nothing to standard error where that is no terminal', async () => {
    const { code, out, err } = await poolscope('run', 'thread-pool', ...SMALL, '--seed', '7', '--json')
    const { completionOrder, turns, ...summary } = JSON.parse(out) as { completionOrder: number[]; turns: unknown[] }
    expect([code, err]).toEqual([0, ''])
    expect(turns).toEqual([])
    expect(runSummarySchema.strict().parse(summary)).toMatchObject({
      preset: 'thread-pool',
      technique: 'thread-pool',
      seed: 7,
      params: { tasks: 6, durationMs: 2 },
      outcome: 'ok',
      tasks: { submitted: 6, ok: 6, error: 0 },
      droppedTasks: 0,
    })
    expect([...completionOrder].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('prints plain lines and a summary where there is no terminal', async () => {
    const { code, out, err } = await poolscope('run', 'thread-pool', ...SMALL, '--seed', '7')
    expect(code).toBe(0)
    expect(out).toContain('6 submitted: 6 ok')
    expect(err).toContain('0 of 6 tasks')
    expect(out + err).not.toContain('\x1b')
  })

  it('ends wrong use with 2, and standard output stays empty', async () => {
    const { code, out, err } = await poolscope('run', 'thread-pol', '--json')
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/Did you mean.*thread-pool/)
  })

  it('of an endless preset ends after the seconds that were set', async () => {
    const { code, out } = await poolscope('run', 'event-loop', '--set', 'seconds=0.3', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ preset: 'event-loop', outcome: 'ok' })
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'of an endless preset, stopped by %s, prints its summary and ends with 0',
    async (signal) => {
      const child = start('run', 'event-loop', '--set', 'seconds=0')
      const result = resultOf(child)
      await once(child.stderr, 'data') // it tells that the run goes on
      child.kill(signal)
      const { code, out } = await result
      expect(code).toBe(0)
      expect(out).toContain('submitted:')
    },
  )

  it('that is stopped before its tasks are done prints its summary, ends with 1, and leaves no worker', async () => {
    const child = start('run', 'process-pool', '--set', 'tasks=1000', '--set', 'durationMs=1000')
    const result = resultOf(child)
    const pid = child.pid ?? 0
    await expect.poll(() => childrenOf(pid).length, { timeout: 20_000 }).toBeGreaterThan(0)
    const workers = childrenOf(pid)
    child.kill('SIGINT')
    const { code, out } = await result
    expect(code).toBe(1)
    expect(out).toContain('stopped')
    expect(out).toContain('cancelled')
    await expect.poll(() => workers.filter((worker) => existsSync(`/proc/${worker}`)), { timeout: 10_000 }).toEqual([])
  })
})

describe('poolscope run --out', () => {
  const readAll = (file: string): Batch[] => [...readRunFile(readFileSync(file))]

  it('writes a run file that holds what is printed, and overwrites one only with --force', async () => {
    const file = join(data, 'a.pscope')
    const command = ['run', 'thread-pool', ...SMALL, '--json', '--out', file]
    const first = await poolscope(...command)
    expect([first.code, first.err]).toEqual([0, ''])
    const { completionOrder, turns, ...summary } = JSON.parse(first.out) as { completionOrder: number[]; turns: unknown[] }
    const batches = readAll(file)
    expect(batches.at(-1)?.summary).toEqual(summary)
    expect(batches.flatMap((batch) => batch.turns ?? [])).toEqual(turns)
    expect(batches.flatMap(({ tables }) => [...tables.tasks.columns.id])).toEqual(completionOrder)
    const before = readFileSync(file)
    const refused = await poolscope(...command)
    expect([refused.code, refused.out]).toEqual([2, ''])
    expect(refused.err).toMatch(/is there already.*--force/)
    expect(readFileSync(file).equals(before)).toBe(true)
    expect((await poolscope(...command, '--force')).code).toBe(0)
    expect(readAll(file).at(-1)?.runId).not.toBe(batches[0]?.runId)
  })

  it.each([
    ['a folder that does not exist', ['--out', join(data, 'none', 'a.pscope')], /folder does not exist/],
    ['a folder', ['--out', data, '--force'], /is a folder/],
    ['--force alone', ['--force'], /needs --out/],
  ])('refuses %s before anything starts', async (_, options, message) => {
    const { code, out, err } = await poolscope('run', 'thread-pool', ...SMALL, ...options)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).not.toContain('tasks')
  })

  it('leaves no file when the run is refused', async () => {
    const file = join(data, 'refused.pscope')
    const { code } = await poolscope('run', 'thread-pool', '--set', 'tasks=-1', '--out', file)
    expect([code, existsSync(file)]).toEqual([2, false])
  })

  it('writes a whole file also when the run is stopped', async () => {
    const file = join(data, 'stopped.pscope')
    const child = start('run', 'event-loop', '--set', 'seconds=0', '--out', file)
    const result = resultOf(child)
    await once(child.stderr, 'data')
    child.kill('SIGINT')
    expect((await result).code).toBe(0)
    expect(readAll(file).at(-1)?.summary?.outcome).toBe('ok')
  })

  it.runIf(existsSync('/dev/full'))('prints the summary and ends with 1 where the disk is full', async () => {
    const { code, out, err } = await poolscope('run', 'thread-pool', ...SMALL, '--json', '--out', '/dev/full', '--force')
    expect([code, JSON.parse(out)]).toEqual([1, expect.objectContaining({ outcome: 'ok' })])
    expect(err).toMatch(/not recorded to its end.*disk is full/)
  })
})

describe('poolscope serve', () => {
  it('prints its address, answers there, and ends with 0 on a signal', async () => {
    const child = start('serve')
    const result = resultOf(child)
    const [first] = (await once(child.stdout, 'data')) as [Buffer]
    const url = /^Poolscope is at (http:\/\/127\.0\.0\.1:\d+\/\?token=\S+)\n$/.exec(String(first))?.[1] ?? ''
    expect((await fetch(url)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await result).toMatchObject({ code: 0, err: '' })
  })

  it('says what to do when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { code, out, err } = await poolscope('serve', '--port', String(port))
    server.close()
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(`Port ${port} is in use`)
    expect(err).toContain('--port')
  })
})

describe('a stop signal', () => {
  it('asks for a clean end first, and ends the process at once when it comes again', async () => {
    const module = pathToFileURL(join(import.meta.dirname, '../../../dist/cli/stop-signals.js')).href
    const script = `
      import { onStopSignal } from '${module}'
      onStopSignal(() => console.log('stopping'))
      setInterval(() => {}, 1000) // an end that takes for ever
      console.log('running')`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    const exit = once(child, 'exit')
    expect(String((await once(child.stdout, 'data'))[0])).toBe('running\n')
    child.kill('SIGINT')
    expect(String((await once(child.stdout, 'data'))[0])).toBe('stopping\n')
    child.kill('SIGINT')
    expect(await exit).toEqual([1, null])
  })
})
