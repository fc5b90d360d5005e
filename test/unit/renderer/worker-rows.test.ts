import { describe, expect, it } from 'vitest'
import type { WorkerInfo } from '../../../workloads/contract/index.ts'
import { summaryGroups } from '../../../renderer/panels/summary-rows.ts'
import { workerRows } from '../../../renderer/panels/worker-rows.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts } from './batches.ts'
import { workerInfo } from './workers.ts'

const WORKER = workerInfo(0, {
  id: 'event loop 1',
  kind: 'event-loop',
  pid: 7,
  threadId: 8,
  readyMs: 1,
  tasks: 1200,
  cpuMs: -1,
})
const SAMPLE = { atMs: 100, memoryBytes: 21_000_000, cores: 0.5, loopDelayMs: 12.34 }

function rowsAfter(worker: Partial<WorkerInfo>, samples: (typeof SAMPLE)[]) {
  const run = new RunModel()
  const activity = [1, 2, 3].map((task) => ({ worker: 0, state: 'run' as const, task, sinceMs: 50 }))
  run.apply(batch(0, { atMs: 200, workers: [{ ...WORKER, ...worker }], activity }, { samples }))
  return workerRows(run)
}

describe('rows of the workers table', () => {
  it('say what a worker is, does and uses, and how late a loop is', () => {
    expect(rowsAfter({}, [SAMPLE])).toEqual([
      {
        index: 0,
        id: 'event loop 1',
        ids: 'pid 7 tid 8',
        doing: '3 tasks · 12.3 ms late',
        state: 'ready',
        cpu: '50%',
        memory: '21.0 MB',
        done: '1,200',
      },
    ])
  })

  it('tell what is not known yet from what is not measured', () => {
    expect(rowsAfter({}, [])).toMatchObject([{ cpu: '–', memory: '–', doing: '3 tasks' }])
    const nothing = { ...SAMPLE, cores: -1, memoryBytes: -1, loopDelayMs: -1 }
    expect(rowsAfter({}, [nothing])).toMatchObject([{ cpu: null, memory: null, doing: '3 tasks' }])
    expect(rowsAfter({ state: 'exited' }, [nothing])).toMatchObject([{ cpu: null, memory: null, doing: 'ended' }])
  })

  it('keep the last measurement through a sample that came too soon to tell', () => {
    expect(rowsAfter({}, [SAMPLE, { ...SAMPLE, cores: -1 }])).toMatchObject([{ cpu: '50%' }])
  })

  it('show what an ended worker used in all', () => {
    const ended = { state: 'exited' as const, cpuMs: 1234, maxMemoryBytes: 30_000_000 }
    expect(rowsAfter(ended, [SAMPLE])).toMatchObject([{ cpu: '1.23 s', memory: '30.0 MB', doing: 'ended' }])
  })
})

describe('figures of a summary', () => {
  it('name what was not measured instead of showing -1', () => {
    const none = { p50: null, p95: null, p99: null }
    const groups = summaryGroups({
      ...{ preset: 'threads', technique: 'threads', seed: 1, params: {}, outcome: 'ok', tasks: counts() },
      ...{ makespanMs: 10, throughput: 0, waitMs: none, runMs: none, transferMs: none, maxQueueDepth: 0 },
      ...{ inversions: 0, workers: [], cpuMs: -1, appCpuMs: -1, droppedTasks: 0 },
    })
    const cost = groups.find(({ title }) => title === 'Cost')?.rows.map(({ shown }) => shown)
    expect(cost).toEqual(['not measured', 'not measured', 'not measured'])
  })
})
