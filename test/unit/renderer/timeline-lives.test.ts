import { describe, expect, it } from 'vitest'
import type { WorkerInfo } from '../../../workloads/contract/index.ts'
import { lifeAt } from '../../../renderer/charts/timeline-lives.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch } from './batches.ts'
import { workerInfo } from './workers.ts'

const worker = (index: number, given: Partial<WorkerInfo>): WorkerInfo =>
  workerInfo(index, { id: `process ${index + 1}`, kind: 'process', readyMs: 50, tasks: 3, ...given })

function told(workers: WorkerInfo[], ms: number, on: number): string | null {
  const run = new RunModel()
  run.apply(batch(0, { atMs: 1000, workers }))
  const tip = lifeAt(run, ms, 5, (index) => index === on)
  return tip === null ? null : [tip.title, ...tip.rows.map(({ label, value }) => `${label} ${value}`)].join('; ')
}

describe("what the timeline tells of a worker's life", () => {
  const lost = worker(0, { state: 'lost', endedMs: 400, exitCode: -9 })
  const next = worker(1, { startedMs: 410, readyMs: 460, replaces: 0 })

  it('names the signal, the tasks done, and who took its place after how long, near the loss only', () => {
    const text = 'process 1 was lost; ended by signal 9; tasks done 3; its place is taken by process 2; after 60.0 ms'
    expect(told([lost, next], 400, 0)).toBe(text)
    expect(told([lost, next], 420, 0)).toBe(text)
    expect(told([lost, next], 300, 0)).toBeNull()
    expect(told([lost, next], 500, 0)).toBeNull()
    expect(told([lost, next], 400, 1)).toBeNull()
  })

  it('names an exit code, and no successor where there is none', () => {
    expect(told([{ ...lost, exitCode: 3 }], 400, 0)).toBe('process 1 was lost; exit code 3; tasks done 3')
  })

  it('tells how long a start takes, and for whom', () => {
    expect(told([lost, next], 430, 1)).toBe('process 2 starts; takes 50.0 ms; takes the place of process 1')
    expect(told([worker(0, { readyMs: null, state: 'starting', startedMs: 900 })], 950, 0)).toBe('process 1 starts; takes 100 ms')
    expect(told([worker(0, {})], 500, 0)).toBeNull()
  })
})
