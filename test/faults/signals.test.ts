import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isAlive } from '../conformance/support/processes.ts'
import { childrenOf } from './support/resources.ts'
import { until } from './support/until.ts'

const BIN = path.join(import.meta.dirname, '../../dist/cli/bin.js')

/** Runs that would take long, and how many processes of their own they have. */
const RUNS = {
  'thread-pool': [['tasks=50000', 'durationMs=20'], 0],
  'process-pool': [['tasks=50000', 'durationMs=20'], 1],
  'thread-queue': [['tasks=50000', 'durationMs=20'], 0],
  'process-queue': [['tasks=50000', 'durationMs=20'], 1],
} as const satisfies Record<string, readonly [string[], number]>

/** To the program alone, as `kill` does, or to all of its processes, as Ctrl-C at a terminal does. */
const SIGNALS = [
  ['SIGINT', 'group'],
  ['SIGTERM', 'program'],
] as const

describe.runIf(process.platform === 'linux').each(SIGNALS)('%s to the %s', (signal, target) => {
  it.each(Object.entries(RUNS))('ends a run of %s cleanly: its summary is printed, nothing is left', async (preset, [set, processes]) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-faults-'))
    const values = set.flatMap((assignment) => ['--set', assignment])
    const child = spawn(process.execPath, [BIN, 'run', preset, ...values], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group of its own
      env: { ...process.env, TMPDIR: folder },
    })
    const pid = child.pid ?? 0
    onTestFinished(() => {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    })
    const result = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    let progress = ''
    child.stderr.on('data', (chunk: Buffer) => (progress += chunk.toString()))
    await until(() => /: [1-9][\d,]* of 50,000 tasks/.test(progress) && childrenOf(pid).length >= processes)
    const workers = childrenOf(pid)
    process.kill(target === 'group' ? -pid : pid, signal)
    const [out, err, [code]] = await result
    expect(code, err).toBe(1)
    expect(err).not.toMatch(/error|warning/i)
    expect(out).toContain('stopped')
    const line = /[\d,]+ submitted: .*/.exec(out)?.[0] ?? ''
    const [submitted, ...ended] = [...line.matchAll(/(\d[\d,]*) [a-z]/g)].map(([, text = '']) => Number(text.replaceAll(',', '')))
    expect(submitted).toBeGreaterThan(0)
    expect(ended.reduce((sum, count) => sum + count, 0), line).toBe(submitted)
    expect(line).not.toMatch(/failed|lost|timed out|never ended/)
    await until(() => !workers.some(isAlive))
    expect(readdirSync(folder)).toEqual([])
  })
})
