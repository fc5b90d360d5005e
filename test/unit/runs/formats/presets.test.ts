import { expect, it } from 'vitest'
import type { ExportId, Params } from '#engine/contract/index.js'
import { readRecordedRun } from '#engine/analysis/index.js'
import { EXPORT_FORMATS } from '#engine/runs/formats/index.js'
import { runExportSchema } from '#engine/runs/formats/json-schema.js'
import { embeddedRun } from './embedded.ts'
import { record } from './recorded.ts'
import { checkTrace, ofPhase, trace } from './trace.ts'

const RUNS: readonly (readonly [string, Params])[] = [
  ['threads', { tasks: 3, durationMs: 20 }],
  ['event-loop', { seconds: 0.5 }],
  ['thread-queue', { tasks: 30, durationMs: 2 }],
  ['crashing-workers', { tasks: 20, workers: 2, durationMs: 3 }],
]

it.each(RUNS)('a real run of %s leaves the app in every format', async (preset, params) => {
  const file = await record({ preset, params })
  const run = readRecordedRun(file)
  const ended = run.tasks.length
  expect(run.end.how).toBe('whole')
  expect(ended).toBe(run.summary?.tasks.submitted)
  const textOf = async (id: ExportId): Promise<string> => {
    let text = ''
    for await (const piece of await EXPORT_FORMATS[id].write(run, file)) text += piece
    return text
  }
  const [csv, json, markdown, html] = [await textOf('csv'), await textOf('json'), await textOf('markdown'), await textOf('html')]

  const { traceEvents } = trace(run)
  checkTrace(traceEvents)
  const slices = [...ofPhase(traceEvents, 'X'), ...ofPhase(traceEvents, 'b')].filter(({ cat }) => cat === 'task')
  expect(slices).toHaveLength(run.tasks.columns.worker.filter((worker) => worker !== 0xffff).length)
  expect(ofPhase(traceEvents, 'i').filter(({ cat }) => cat === 'worker')).toHaveLength(
    run.workers.filter(({ state }) => state === 'lost').length,
  )
  expect(ofPhase(traceEvents, 'X').filter(({ cat }) => cat === 'wait')).toHaveLength(run.spans.length)

  expect(csv.split('\r\n')).toHaveLength(ended + 2)
  const parsed = runExportSchema.strict().parse(JSON.parse(json))
  for (const column of Object.values(parsed.tasks)) expect(column).toHaveLength(ended)
  expect(parsed.summary).toEqual(run.summary)
  expect(markdown.match(/<svg /g)?.length).toBeGreaterThanOrEqual(2)
  expect(markdown).not.toMatch(/NaN|Infinity|undefined/)
  expect(embeddedRun(html).equals(file)).toBe(true)
})
