import { execFile, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { TECHNIQUE_IDS, type TechniqueId } from '#engine/contract/preset.js'

const run = promisify(execFile)
const folder = fileURLToPath(new URL('../../../workloads/techniques/', import.meta.url))
const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0

/** What each program prints, whatever the timing. */
const PRINTS: Record<TechniqueId, RegExp> = {
  threads: /303 primes below 2000\n550 primes below 4000\n783 primes below 6000\n1007 primes below 8000\n4 threads/,
  processes: /(process \d+: \d+, exit code 0\n){3}/,
  'thread-pool': /^([0-9a-f]{16} \S+\.py\n)+$/,
  'process-pool': /^(process \d+: sum of squares below \d+ is \d+\n){10}$/,
  gather: /0 0\n1 1\n2 4\n.*7 ValueError\('no value for key 7'\)\n8 64\n9 81\n10 results in/s,
  'async-wait': /^(key \d: \d+, \d still pending\n){9}key \d: \d+, 0 still pending\n$|0 still pending\n$/,
  'thread-queue': /(consumer [12] hashed \d+ documents\n){2}left in the queue: 0/,
  'process-queue': /(process \d+ handled \d+ items\n){2}exit codes: \[0, 0, 0\]/,
  'event-loop': /^\d+ rounds\nstopped after \d/,
  network: /20 requests in .*(\S+ 200, \d+ bytes\n){20}/s,
}

/*
 * The programs are shown beside the TypeScript; they are run where there is a Python 3.8 or newer. Where there is none,
 * the one test in their place says so by its name: Python is no requirement of the project.
 */
const name = hasPython ? 'Python counterparts' : 'Python counterparts (not run: no python3, version 3.8 or newer)'
describe(name, () => {
  it('there is one for each technique', () => {
    const found = readdirSync(folder).filter((name) => name.endsWith('.py'))
    expect(found.sort()).toEqual(TECHNIQUE_IDS.map((id) => `${id}.py`).sort())
  })

  for (const id of hasPython ? TECHNIQUE_IDS : []) {
    it(`${id}.py runs without an error or a warning`, async () => {
      // Unbuffered, Python writes a line and its end apart, and those of several processes mix.
      const options = { timeout: 20_000, env: { ...process.env, PYTHONUNBUFFERED: '' } }
      const { stdout, stderr } = await run('python3', ['-W', 'error', `${folder}${id}.py`], options)
      expect(stderr).toBe('')
      expect(stdout.replaceAll('\r\n', '\n')).toMatch(PRINTS[id])
    })
  }
})
