import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { isAlive } from '../conformance/support/processes.ts'
import { childrenOf } from './support/resources.ts'
import { later, until } from './support/until.ts'

/** Two seconds, counted in small steps: on a machine that is too busy for us it is too busy for the orphans as well. */
const STEP_MS = 20
const STEPS = 2000 / STEP_MS

it.runIf(process.platform === 'linux')('workers that compute for ever end within 2 s of a parent that was killed', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-faults-'))
  const file = path.join(folder, 'pids')
  const parent = spawn(process.execPath, [path.join(import.meta.dirname, 'support/parent.mjs'), file], { stdio: 'inherit' })
  onTestFinished(() => {
    parent.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  const busy = (): number[] => {
    try {
      return readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number)
    } catch {
      return [] // nobody has started yet
    }
  }
  await until(() => busy().length === 3)
  const workers = childrenOf(parent.pid ?? 0)
  expect(workers).toEqual(expect.arrayContaining(busy()))
  const exited = once(parent, 'exit')
  parent.kill('SIGKILL')
  await exited
  for (let step = 0; step < STEPS && workers.some(isAlive); step++) await later(STEP_MS)
  const left = workers.filter(isAlive)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  expect(left).toEqual([])
})
