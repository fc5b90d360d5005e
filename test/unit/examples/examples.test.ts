import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, runNode } from '../../child.ts'

/** Runs an example as its reader would. */
async function run(name: string, ...args: string[]): Promise<{ code: number; lines: string[] }> {
  const { code, output } = await runNode([`examples/${name}`, ...args])
  return { code, lines: output.trimEnd().split('\n') }
}

test('each program among the examples has a test here', () => {
  const programs = readdirSync(path.join(ROOT, 'examples')).filter((name) => name.endsWith('.mjs') && !name.endsWith('tasks.mjs'))
  expect(programs.sort()).toEqual(['gather.mjs', 'thread-pool.mjs', 'thread-queue.mjs'])
})

test('thread-pool.mjs prints every result, whatever their order', async () => {
  const { code, lines } = await run('thread-pool.mjs')
  expect(code).toBe(0)
  expect(lines.sort()).toEqual([
    '168 primes below 1000',
    '303 primes below 2000',
    '33860 primes below 400000',
    '430 primes below 3000',
  ])
})

test('thread-queue.mjs deals with every item once', async () => {
  const { code, lines } = await run('thread-queue.mjs')
  expect(code).toBe(0)
  const limits = lines.map((line) => Number(/^consumer [12]: \d+ primes below (\d+)$/.exec(line)?.[1]))
  expect(limits.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 20_000))
})

test('gather.mjs prints its results in the order of the arguments', async () => {
  const { code, lines } = await run('gather.mjs', 'package.json', 'LICENSE')
  expect(code).toBe(0)
  expect(lines).toEqual([expect.stringMatching(/^\d+ lines in package\.json$/), expect.stringMatching(/^\d+ lines in LICENSE$/)])
})

test('gather.mjs ends with the first error, and says which', async () => {
  const { code, lines } = await run('gather.mjs', 'package.json', 'no-such-file')
  expect(code).toBe(1)
  expect(lines.join()).toContain('no-such-file')
})
