import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runSummarySchema } from '#engine/contract/run.js'
import { isAlive } from '../conformance/support/processes.ts'
import { childrenOf } from './support/resources.ts'
import { until } from './support/until.ts'

const BIN = path.join(import.meta.dirname, '../../dist/cli/bin.js')

/** Runs that would take very long, and how many processes of their own they have. */
const RUNS = {
  'thread-pool': [['tasks=5000', 'durationMs=1000'], 0],
  'process-pool': [['tasks=5000', 'durationMs=1000'], 1],
  'thread-queue': [['tasks=5000', 'durationMs=1000'], 0],
  'process-queue': [['tasks=5000', 'durationMs=1000'], 1],
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
    const child = spawn(process.execPath, [BIN, 'run', preset, '--json', ...values], {
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
    await until(() => childrenOf(pid).length >= processes && threadsOf(pid) > 12)
    const workers = childrenOf(pid)
    process.kill(target === 'group' ? -pid : pid, signal)
    const [out, err, [code]] = await result
    expect(err).toBe('')
    expect(code).toBe(1)
    const { completionOrder: _, ...summary } = JSON.parse(out) as Record<string, unknown>
    const { outcome, tasks } = runSummarySchema.parse(summary)
    const { submitted, ok, error, cancelled, timedOut, lost } = tasks
    expect(outcome).toBe('stopped')
    expect(ok + error + cancelled + timedOut + lost).toBe(submitted)
    expect([error, timedOut, lost]).toEqual([0, 0, 0])
    await until(() => !workers.some(isAlive))
    expect(readdirSync(folder)).toEqual([])
  })
})

function threadsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length
  } catch {
    return 0
  }
}
