import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBatch, encodeBatch, encodeFrame, BATCH_TABLES, emptyTable, FrameError } from '#engine/contract/index.js'
import { watchedRun } from '../telemetry/watched-run.ts'

function someBatch() {
  const { recorder, end, run } = watchedRun()
  const worker = recorder.workerAdded({ kind: 'thread', role: 'worker', atMs: 0 })
  recorder.workerReady(worker, { pid: 1, osThreadId: 2 }, 1)
  recorder.log('warning', 'Größe ▲ 🧵 "quoted" \n', worker)
  end()
  const batch = run.openReader().next()
  if (batch === null) throw new Error('no batch')
  return batch
}

const tables = Object.fromEntries(
  Object.entries(BATCH_TABLES).map(([name, spec]) => [name, emptyTable(spec)]),
) as ReturnType<typeof someBatch>['tables']

describe('a batch', () => {
  it('comes back as it was', () => {
    const batch = someBatch()
    expect(batch.log[0]?.text).toContain('🧵')
    expect(decodeBatch(encodeBatch(batch))).toEqual(batch)
  })

  it.each([
    ['version', 2],
    ['seq', -1],
    ['state', 'dancing'],
    ['counts', { submitted: 1 }],
    ['depth', 1.5],
    ['workers', [{}]],
    ['activity', [{ worker: 0, state: 'sleeps', task: null, sinceMs: 0 }]],
    ['log', 'a text'],
    ['tiles', [{ x: -1, y: 0, width: 1, height: 1, worker: 0, task: 0 }]],
    ['info', {}],
    ['summary', {}],
    ['runId', undefined],
  ])('with a wrong header is refused, and the message names what is wrong: %s', (name, value) => {
    const { tables: _, ...header } = someBatch()
    const bytes = encodeFrame({ ...header, [name]: value }, BATCH_TABLES, tables)
    expect(() => decodeBatch(bytes)).toThrow(FrameError)
    expect(() => decodeBatch(bytes)).toThrow(new RegExp(`the batch header is wrong[^]*${name}`))
  })

  it('with any header at all is read or refused', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (header) => {
        expect(() => decodeBatch(encodeFrame(header, BATCH_TABLES, tables))).toThrow(FrameError)
      }),
    )
  })
})
