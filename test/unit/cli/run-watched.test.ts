import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import { ROOT } from '../../child.ts'
import { project } from '../own/project.ts'

const at = project({ 'task.mjs': 'export const task = (n) => n' })

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** What the command says, from where it was looked at last. */
function poolscope(...args: string[]) {
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/cli/bin.js'), 'run', ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: process.env })
  children.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  return {
    child,
    until: async (text: string): Promise<string> => {
      await expect.poll(() => said, { timeout: 20_000 }).toContain(text)
      const part = said
      said = ''
      return part
    },
  }
}

it('runs again when the file changes, says how that was against the run before, survives a mistake, and ends well when it is stopped', async () => {
  const { child, until } = poolscope(at('task.mjs'), '--tasks', '5', '--workers', '1', '--watch', '--yes')
  expect(await until('Waiting for a change')).toContain('5 submitted: 5 ok')
  writeFileSync(at('task.mjs'), 'export const task = (n) => n +')
  expect(await until('Waiting for a change')).toMatch(/Changed: task\.mjs\. Running again\.[^]*task\.mjs:1:\d+: syntax error/)
  writeFileSync(at('task.mjs'), 'export const task = (n) => n + 1')
  expect(await until('Waiting for a change')).toMatch(/\nbefore {2}makespan .*\nnow {5}makespan [^]*A task costs its worker [^]*small\s+differences may be\s+chance/)
  // A run that goes on is stopped first.
  writeFileSync(at('task.mjs'), 'export const task = (n, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))')
  await until('0 of 5 tasks; 4 waiting') // its worker has loaded it
  writeFileSync(at('task.mjs'), 'export const task = (n) => n + 2')
  expect(await until('5 submitted: 5 ok')).toContain('stopped')
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  expect(await ended).toEqual([0, null])
}, 60_000)

it('keeps each run under a name of its own, and compares it with the run before, as compare does', async () => {
  writeFileSync(at('kept.mjs'), 'export const task = (n) => n')
  writeFileSync(at('run-2.pscope'), 'of another day')
  const { until } = poolscope(at('kept.mjs'), '--tasks', '5', '--workers', '1', '--watch', '--yes', '--out', at('run.pscope'))
  const [, seed = ''] = /, (seed \d+)\n/.exec(await until('Waiting for a change')) ?? []
  expect(seed).not.toBe('')
  writeFileSync(at('kept.mjs'), 'export const task = (n) => n +') // no run, and no file of it
  await until('Waiting for a change')
  for (const [n, before, now] of [[1, 'run', 'run-3'], [2, 'run-3', 'run-4']] as const) {
    writeFileSync(at('kept.mjs'), `export const task = (n) => n + ${n}`)
    const said = await until('Waiting for a change')
    expect(said).toContain(`a  kept.mjs, 1 run: ${at(`${before}.pscope`)}\nb  kept.mjs, 1 run: ${at(`${now}.pscope`)}\n`)
    expect(said).toMatch(/95% interval of b - a +b is\n[^]*throughput .* one run each/)
    expect(said).not.toContain('\nbefore ')
    expect(said).toContain(seed)
  }
  expect(readFileSync(at('run-2.pscope'), 'utf8')).toBe('of another day')
  expect(existsSync(at('run-5.pscope'))).toBe(false)
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(ROOT, 'dist/cli/bin.js'), 'compare', at('run.pscope'), at('run-4.pscope')])
  expect(stdout).toContain('b - a')
}, 60_000)

it.each([
  [['thread-pool', '--watch'], /--watch is for a task of your own/],
  [['--command', 'true {in}', '--watch', '--yes'], /there is neither: presets do not change/],
  [[at('task.mjs'), '--watch', '--yes', '--out', at('task.mjs')], /task\.mjs cannot be written\. It is there already/],
  [[at('task.mjs'), '--watch', '--yes', '--force'], /--force overwrites the file of --out/],
])('%j is refused', async (args, message) => {
  const { child, until } = poolscope(...args)
  const ended = once(child, 'close')
  expect(await ended).toEqual([2, null])
  expect(await until('error')).toMatch(message)
})
