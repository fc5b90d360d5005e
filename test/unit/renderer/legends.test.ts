import { expect, it } from 'vitest'
import { legendOf } from '../../../renderer/charts/legends.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, INFO } from './batches.ts'
import { workerInfo } from './workers.ts'

function runOf(workers: number): RunModel {
  const run = new RunModel()
  run.apply(batch(0, { info: INFO, workers: [...Array.from({ length: workers }, (_, index) => workerInfo(index)), workerInfo(workers, { role: 'server' })] }))
  return run
}

const entriesOf = (chart: 'cpu' | 'completion-order', workers: number): string[] =>
  legendOf(chart, runOf(workers), 'worker').flatMap(({ label, mark, token }) => (mark === 'area' ? [`${label}: ${token}`] : []))

it('few workers have a colour each', () => {
  for (const chart of ['cpu', 'completion-order'] as const) expect(entriesOf(chart, 2)).toEqual([`${workerInfo(0).id}: w0`, `${workerInfo(1).id}: w1`])
})

it('of many, marks share the colours: the first of each is named, and the others counted', () => {
  const entries = entriesOf('completion-order', 17)
  expect(entries).toHaveLength(8)
  expect(entries.slice(0, 2)).toEqual([`${workerInfo(0).id} +2: w0`, `${workerInfo(1).id} +1: w1`])
})

it('of many, a stack has an area for those beyond the colours', () => {
  const entries = entriesOf('cpu', 17)
  expect(entries).toHaveLength(8)
  expect(entries.slice(0, 2)).toEqual(['10 others: wait', `${workerInfo(0).id}: w0`])
})
