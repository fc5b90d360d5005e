import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { TECHNIQUE_IDS } from '#engine/contract/index.js'
import { ROOT, runNode } from '../../child.ts'
import { readPage } from './pages.ts'

const readme = readPage('README.md')

test('its first screen says what this is, shows it, and how to start', () => {
  const [screen = ''] = readme.text.split('\n## ')
  expect(screen.split('\n').length).toBeLessThan(25)
  expect(screen).toMatch(/^# Poolscope\n\n\w/)
  expect(screen.indexOf('npm ci && npm start')).toBeGreaterThan(screen.indexOf('<picture>'))
  expect(screen).toContain('npm ci && npm test')
})

test('its table has the ten techniques', () => {
  const ids = readme.rows.map(([id = '']) => id.replaceAll('`', '')).filter((id) => TECHNIQUE_IDS.some((known) => known === id))
  expect(ids).toEqual([...TECHNIQUE_IDS])
})

test('the program in it runs, and prints what it says', async () => {
  const files = readme.blocks.filter(({ language }) => language === 'js').map(({ code }) => ({ name: /^\/\/ (\S+)\n/.exec(code)?.[1] ?? '', code }))
  expect(files.map(({ name }) => name)).toEqual(['work.mjs', 'main.mjs'])
  const program = files[1]?.code ?? ''
  expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(16)
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true })
  // Inside the project, so that it finds the package "poolscope".
  const folder = mkdtempSync(path.join(ROOT, '.cache/readme-'))
  try {
    for (const { name, code } of files) writeFileSync(path.join(folder, name), code)
    const { code, output } = await runNode([path.join(folder, 'main.mjs')])
    expect({ code, output }).toEqual({ code: 0, output: `${/console\.log\(.*\) \/\/ (.+)$/m.exec(program)?.[1] ?? ''}\n` })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Sentences made of numbers: what is worth words differs from run to run. */
const SENTENCES = /^From submission to result [^]*?\n\n/m

/** The words of an output: what stands before the first gap in each line, without what each run measures anew. */
const wordsOf = (text: string): string[] => text.replace(SENTENCES, '').trim().split('\n').map((line) => (line.trim().split(/ {2,}/)[0] ?? '').replace(/[\d.]+ m?s\b/, 'T'))

test('the output of its example is that of the command', async () => {
  const example = readme.blocks.find(({ language }) => language === 'console')?.code ?? ''
  const [command = '', ...shown] = example.split('\n')
  const { output } = await runNode(['dist/cli/bin.js', ...command.replace('$ npx poolscope ', '').split(' ')])
  // Progress comes first, on standard error.
  const summary = output.slice(output.indexOf('\nOvertaken tasks: ok') + 1)
  expect(wordsOf(shown.join('\n'))).toEqual(wordsOf(summary))
  const tasks = /^tasks .*$/m
  expect(tasks.exec(shown.join('\n'))?.[0]).toBe(tasks.exec(summary)?.[0])
})
