import path from 'node:path'
import { expect, it } from 'vitest'
import { json } from '#engine/runs/formats/json.js'
import { runExportJsonSchema, runExportSchema } from '#engine/runs/formats/json-schema.js'
import { ROOT } from '../../../child.ts'
import { batch, INFO, recorded, SMALL, summary } from './recorded.ts'

const parse = (run: typeof SMALL) => runExportSchema.strict().parse(JSON.parse([...json.write(run)].join('')))

it('holds all that was recorded, as columns', () => {
  expect(parse(SMALL)).toEqual({
    format: 'poolscope-run',
    version: 1,
    end: { how: 'whole', reason: '', lostBytes: 0 },
    untilMs: 100,
    info: INFO,
    summary: summary(),
    counts: SMALL.counts,
    dropped: { tasks: 0, rows: 0 },
    workers: SMALL.workers,
    log: SMALL.log,
    tasks: {
      completionRank: [0, 1],
      submissionRank: [0, 1],
      kind: ['spin', 'a,"b"'],
      outcome: ['ok', 'cancelled'],
      worker: [0, null],
      submittedMs: [1, 2],
      dispatchedMs: [11, 50],
      startedMs: [12, 50],
      finishedMs: [42.5, 50],
      receivedMs: [43.5, 50],
    },
    depth: { atMs: [1], depth: [1] },
    samples: {
      atMs: [10, 10, 20],
      worker: [0, null, 0],
      cores: [0.5, 0.1, null],
      memoryBytes: [1000, null, null],
      loopDelayMs: [null, null, 2],
    },
    waits: { fromMs: [2], toMs: [12], worker: [0], state: ['get'] },
  })
})

it('is well-formed for a run without anything, and says that its end is missing', () => {
  const empty = parse(recorded(batch(0)))
  expect(empty).toMatchObject({ summary: null, end: { how: 'cut off' }, tasks: { submittedMs: [] }, waits: { state: [] } })
})

/** `npx vitest run test/unit/runs/formats/json.test.ts -u` writes it anew. */
it('has the schema that the documentation shows', async () => {
  const file = path.join(ROOT, 'docs/run-export.schema.json')
  await expect(`${JSON.stringify(runExportJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(file)
})
