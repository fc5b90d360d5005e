import { describe, expect, test } from 'vitest'
import type { RunSummary } from '../../../workloads/contract/index.ts'
import { outcomeWords, shownState, workersWords } from '../../../renderer/panels/run-words.ts'
import { summaryGroups, summaryText } from '../../../renderer/panels/summary-rows.ts'
import { formatClock, formatPercent, formatPlural } from '../../../renderer/ui/words.ts'
import { workerInfo } from './workers.ts'

const none = { p50: null, p95: null, p99: null }
const summary: RunSummary = {
  preset: 'thread-pool',
  technique: 'thread-pool',
  seed: 7,
  params: { tasks: 1000 },
  outcome: 'ok',
  tasks: { submitted: 1000, ok: 997, error: 2, cancelled: 0, timedOut: 0, lost: 1 },
  makespanMs: 5520,
  throughput: 181,
  waitMs: { p50: 100, p95: 2910, p99: 3000 },
  runMs: none,
  transferMs: none,
  maxQueueDepth: 998,
  inversions: 12,
  workers: [{ id: 'thread 1', kind: 'thread', pid: 12, threadId: 13, tasks: 1000, cpuMs: 9000, maxRssBytes: 5e7 }],
  cpuMs: 9000,
  appCpuMs: 120,
  droppedTasks: 0,
}

test('the outcome in a line leaves out what did not happen', () => {
  expect(outcomeWords(summary)).toBe('1,000 tasks in 5.52 s: 997 ok, 2 failed, 1 lost')
  const empty = { ...summary, tasks: { submitted: 0, ok: 0, error: 0, cancelled: 0, timedOut: 0, lost: 0 } }
  expect(outcomeWords({ ...empty, makespanMs: 0 })).toBe('0 tasks in 0 ms: 0 ok')
})

describe('the state that is shown', () => {
  test('is that the connection is lost, whatever the run did last', () => {
    expect(shownState({ connection: 'lost', runState: 'running', sweeping: false }, null)).toBe('disconnected')
  })

  test('is that a sweep goes on, whatever run is on screen', () => {
    expect(shownState({ connection: 'open', runState: 'idle', sweeping: true }, null)).toBe('sweeping')
    expect(shownState({ connection: 'open', runState: 'finished', sweeping: true }, summary)).toBe('sweeping')
    expect(shownState({ connection: 'lost', runState: 'idle', sweeping: true }, null)).toBe('disconnected')
  })

  test('tells a run that the user ended from one that ended by itself', () => {
    expect(shownState({ connection: 'open', runState: 'finished', sweeping: false }, summary)).toBe('finished')
    expect(shownState({ connection: 'open', runState: 'finished', sweeping: false }, { ...summary, outcome: 'stopped' })).toBe('stopped')
  })
})

test('workers are counted by kind; the embedded server is none, and in a live run those that ended are gone', () => {
  const workers = [
    workerInfo(0, {}),
    workerInfo(1, { state: 'lost' }),
    undefined,
    workerInfo(3, { kind: 'process' }),
    workerInfo(4, { kind: 'process', role: 'server' }),
  ]
  expect(workersWords(workers, true)).toBe('1 thread + 1 process')
  expect(workersWords(workers, false)).toBe('2 threads + 1 process')
  expect(workersWords([], true)).toBe('no workers')
})

test('the copied summary holds all figures that are shown', () => {
  const text = summaryText('Thread pool', summary)
  for (const { rows } of summaryGroups(summary)) {
    for (const { label, shown } of rows) expect(text).toContain(`${label}\t${shown}`)
  }
  expect(text).toContain('Seed\t7')
  expect(text).toContain('thread 1\tpid 12')
})

test('clock, share and plural', () => {
  expect([0, 3412, 59_999, 60_000, 65_000, 3_725_000].map(formatClock)).toEqual([
    '0.0 s',
    '3.4 s',
    '59.9 s',
    '1:00',
    '1:05',
    '1:02:05',
  ])
  expect([0, 0.032, 0.48, 1.204, null].map(formatPercent)).toEqual(['0%', '3.2%', '48%', '120%', '–'])
  expect([formatPlural(1, 'process', 'processes'), formatPlural(2000, 'task')]).toEqual(['1 process', '2,000 tasks'])
})
