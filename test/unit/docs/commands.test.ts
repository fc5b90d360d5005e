import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { PRESETS } from '#engine/presets/index.js'
import { findTechnique } from '#engine/techniques/index.js'
import { ROOT, runNode } from '../../child.ts'
import { allPages } from './pages.ts'

const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
const testSteps = /const STEPS = \[([^\]]+)\]/.exec(readFileSync(path.join(ROOT, 'test/run.ts'), 'utf8'))?.[1] ?? ''

/** What `poolscope --help` and the help of each command say. */
const helpOf = async (...command: string[]): Promise<string> => (await runNode(['dist/cli/bin.js', ...command, '--help'])).output
const help = await helpOf()
const commands = [...help.matchAll(/^ {2}(\w+) (?:\[|<)/gm)].map((match) => match[1] ?? '')
const helps = new Map(await Promise.all(commands.map(async (name) => [name, await helpOf(name)] as const)))

/** Commands in code: lines of blocks for a shell, and code in running text that begins like one. */
function commandsOf({ blocks, inlineCode }: ReturnType<typeof allPages>[number]): string[] {
  const lines = blocks
    .filter(({ language }) => language === 'sh' || language === 'console')
    .flatMap(({ language, code }) =>
      code.split('\n').flatMap((line) => (language === 'sh' ? [line] : line.startsWith('$ ') ? [line.slice(2)] : [])),
    )
  return [...lines.flatMap((line) => line.replace(/#.*$/, '').split('&&')), ...inlineCode]
    .map((text) => text.trim())
    .filter((text) => /^(npm|npx|node|poolscope)\s/.test(text))
}

/** Why a command cannot be given; null when it can. */
function problemOf(command: string): string | null {
  const [program = '', ...words] = command.split(/\s+/)
  if (program === 'npm') return npmProblem(words)
  if (program === 'node') return existsSync(path.join(ROOT, words[0] ?? '')) ? null : `there is no ${String(words[0])}`
  const ours = program === 'npx' ? words[0] === 'poolscope' : true
  if (ours) return poolscopeProblem(program === 'npx' ? words.slice(1) : words)
  return existsSync(path.join(ROOT, 'node_modules/.bin', words[0] ?? '')) ? null : `no package has a program "${String(words[0])}"`
}

function npmProblem([verb = '', ...rest]: string[]): string | null {
  if (verb === 'ci' || verb === 'install') return null
  const script = verb === 'run' ? (rest[0] ?? '') : verb
  if (!(script in manifest.scripts)) return `package.json has no script "${script}"`
  const steps = script === 'test' ? rest.filter((word) => word !== '--') : []
  return steps.find((step) => !testSteps.includes(`'${step}'`)) ?? null
}

function poolscopeProblem([name = '', ...rest]: string[]): string | null {
  const text = helps.get(name)
  if (name.startsWith('-')) return help.includes(name) ? null : `poolscope has no option ${name}`
  if (text === undefined) return `poolscope has no command "${name}"`
  const unknown = rest.find((word) => word.startsWith('-') && !new RegExp(`${word}\\b`).test(text))
  if (unknown !== undefined) return `poolscope ${name} has no option ${unknown}`
  if (name === 'run' && /^[.]\//.test(rest[0] ?? '')) return null // a module of the reader's
  const preset = name === 'run' && rest[0] !== '<preset>' ? PRESETS.find(({ id }) => id === rest[0]) : undefined
  if (name === 'run' && rest.length > 0 && rest[0] !== '<preset>' && preset === undefined) return `there is no preset "${String(rest[0])}"`
  const set = rest[rest.indexOf('--set') + 1]?.split('=')[0] ?? ''
  const names = preset === undefined ? [] : Object.keys(findTechnique(preset.technique).schema.shape)
  return preset !== undefined && rest.includes('--set') && !names.includes(set) ? `${preset.id} has no parameter "${set}"` : null
}

const found = allPages().flatMap((page) => commandsOf(page).map((command) => ({ file: page.file, command })))

test('the commands of the command line are known from its help', () => {
  expect(commands).toEqual(expect.arrayContaining(['list', 'run', 'serve']))
})

describe('commands that the documentation names', () => {
  test('are found', () => {
    expect(found.length).toBeGreaterThan(10)
  })

  test.each(found)('$file: $command', ({ command }) => {
    expect(problemOf(command)).toBeNull()
  })

  test('options that README explains exist', () => {
    const readme = allPages().find(({ file }) => file === 'README.md')
    const options = readme?.inlineCode.map((code) => /^(--[a-z-]+)/.exec(code)?.[1]).filter((option) => option !== undefined) ?? []
    expect(options.length).toBeGreaterThan(3)
    for (const option of options) expect([...helps.values()].some((text) => text.includes(option))).toBe(true)
  })
})

test.each([
  ['npm run nothing', 'no script "nothing"'],
  ['npm test -- units', 'units'],
  ['npx poolscope nothing', 'no command "nothing"'],
  ['poolscope run thread-pool --nothing', 'no option --nothing'],
  ['poolscope run thread-pol', 'no preset "thread-pol"'],
  ['poolscope run thread-pool --set nothing=1', 'no parameter "nothing"'],
  ['node examples/nothing.mjs', 'no examples/nothing.mjs'],
])('%s would be noticed', (command, problem) => {
  expect(problemOf(command)).toContain(problem)
})
