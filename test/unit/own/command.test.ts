import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MODELS } from '#engine/contract/index.js'
import { commandWords } from '#engine/own/command-words.js'
import { isAlive, until } from '../tasks/support.ts'
import { project, runOwn } from './project.ts'

const at = project({
  'check.cjs': 'const [, , a, b] = process.argv\nif (a !== "x y" || !b) { console.error("one\\ntwo"); process.exit(3) }',
  'spawns.cjs': `
    const { spawn } = require('node:child_process')
    const { writeFileSync, renameSync } = require('node:fs')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    const file = process.argv[2]
    writeFileSync(file + '.part', child.pid + ' ' + process.pid)
    renameSync(file + '.part', file)
    setInterval(() => {}, 1000)`,
  'rows.jsonl': '{"name": "x y", "out": "given"}\n{"name": "x y", "out": "given too"}\n',
})
const NODE = `"${process.execPath}"`

it.each([
  ['a b  c', ['a', 'b', 'c']],
  [`convert "{in}" '-o' it\\'s "a \\"b\\" c"`, ['convert', '{in}', '-o', "it's", 'a "b" c']],
  ["x='a b'c ''", ['x=a bc', '']],
])('%s is a program and its arguments', (text, words) => {
  expect(commandWords(text)).toEqual(words)
})

it.each(['', '  ', "echo 'open", 'a | b', 'a && b', 'a > file', 'a 2>&1'])('%j is no command', (text) => {
  expect(() => commandWords(text)).toThrow(/empty|not closed|No shell reads/)
})

describe.each(MODELS)('a command as %s', (as) => {
  it('is a process for each task, with fields of its input', async () => {
    const command = `${NODE} ${at('check.cjs')} {name} {out}`
    const { run, summary, errors } = await runOwn({ command, as, workers: 2, inputs: at('rows.jsonl') })
    expect(errors).toEqual([])
    expect(summary.tasks).toMatchObject({ submitted: 2, ok: 2 })
    expect(run.info.kinds).toHaveLength(1)
  })
})

it('tells exit code and last lines of a command that fails', async () => {
  const { summary, errors } = await runOwn({ command: `${NODE} ${at('check.cjs')} {in} {out}`, tasks: 1 })
  expect(summary.tasks.error).toBe(1)
  expect(errors).toEqual([`${process.execPath} ended with exit code 3. Its last lines: one | two`])
})

it('says that a program is not there, and that an input lacks a field', async () => {
  expect((await runOwn({ command: 'no-such-program', tasks: 1 })).errors[0]).toContain('there is no such program')
  expect((await runOwn({ command: 'true {size}', tasks: 1 })).errors[0]).toContain('names {size}, and the input has no such field: 0')
})

const pids = (file: string): number[] => readFileSync(file, 'utf8').split(' ').map(Number)

it('ends what a command has started at its time limit', async () => {
  const file = at('limit')
  const { summary } = await runOwn({ command: `${NODE} ${at('spawns.cjs')} ${file}`, tasks: 1, timeoutMs: 3_000 })
  expect(summary.tasks).toMatchObject({ timedOut: 1, lost: 0 })
  for (const pid of pids(file)) await until(() => !isAlive(pid))
})

/** An event loop is a thread, and serial is one, too. */
it.each(['threads', 'processes'] as const)('ends what a command has started when the run is stopped (%s)', async (as) => {
  const file = at(`stop-${as}`)
  const { summary } = await runOwn({ command: `${NODE} ${at('spawns.cjs')} ${file}`, tasks: 1, as }, async (run) => {
    await until(() => existsSync(file))
    run.stop()
  })
  expect(summary).toMatchObject({ outcome: 'stopped', tasks: { cancelled: 1 } })
  for (const pid of pids(file)) await until(() => !isAlive(pid))
})
