import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runSummarySchema } from '#engine/contract/index.js'
import { MODELS } from '#engine/contract/index.js'
import { runNode } from '../../child.ts'

const data = mkdtempSync(path.join(tmpdir(), 'poolscope-examples-'))
process.env['POOLSCOPE_DATA'] = data
afterAll(() => rmSync(data, { recursive: true, force: true }))

const FOLDER = 'examples/own-tasks'

const TASKS = 12

describe.each<[string, string[]]>([
  ['words.ts', []],
  ['copies.ts', []],
  ['orders.ts', ['--inputs', `${FOLDER}/orders.csv`]],
])('%s', (file, more) => {
  it.each(MODELS)('runs unchanged as %s', async (as) => {
    const args = ['run', `${FOLDER}/${file}`, '--as', as, '--workers', '2', '--seed', '7', '--tasks', String(TASKS), '--yes', '--json', ...more]
    const { code, output } = await runNode(['dist/cli/bin.js', ...args])
    expect(code, output).toBe(0)
    expect(runSummarySchema.parse(JSON.parse(output))).toMatchObject({ outcome: 'ok', tasks: { submitted: TASKS, ok: TASKS } })
  })
})
