import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createColumns, TASK_COLUMNS } from '#engine/contract/index.js'
import { runNode } from '../../../child.ts'
import { batch, fileOf, NO_TASKS, summary, worker } from './recorded.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-large-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Enough to tell; a million pass in 32 MiB as well, which takes longer. */
const TASKS = 300_000
const HEAP_MIB = 16

function largeRun(): Uint8Array {
  const columns = createColumns(TASK_COLUMNS, TASKS)
  for (let row = 0; row < TASKS; row++) {
    columns.id[row] = row
    columns.dispatchedMs[row] = row
    columns.startedMs[row] = row + 0.001
    columns.finishedMs[row] = row + 0.5
    columns.receivedMs[row] = row + 0.6
  }
  const counts = { ...NO_TASKS, submitted: TASKS, ok: TASKS }
  const last = batch(0, { counts, workers: [worker(0)], summary: summary({ tasks: counts }) })
  return fileOf([{ ...last, tables: { ...last.tables, tasks: { length: TASKS, columns } } }])
}

it('a large run becomes CSV in a heap far smaller than the text', async () => {
  const [source, target] = [path.join(folder, 'run.pscope'), path.join(folder, 'run.csv')]
  writeFileSync(source, largeRun())
  const args = [`--max-old-space-size=${HEAP_MIB}`, 'dist/cli/bin.js', 'export', source, '--format', 'csv', '--out', target]
  expect(await runNode(args)).toMatchObject({ code: 0, output: '' })
  expect(statSync(target).size).toBeGreaterThan(1.5 * HEAP_MIB * 2 ** 20)
  expect(readFileSync(target, 'latin1').split('\n')).toHaveLength(TASKS + 2)
}, 60_000)
