import { readdirSync } from 'node:fs'
import { startRun, type Run, type RunRequest, type RunSummary } from 'poolscope'
import { expect } from 'vitest'
import { OUTCOMES } from '#engine/contract/index.js'
import { isAlive, until } from '../tasks/support.ts'

/** Handles that belong to workers, queues and servers. Timers are not among them: the test runner has its own. */
const HANDLES = /Port|Worker|Process|Pipe|TCP|Server|FS/

/** Those that are open now, by name. */
export const handles = (): string => process.getActiveResourcesInfo().filter((name) => HANDLES.test(name)).sort().join()

/** Ids of the threads of this process; Linux only, empty elsewhere. */
export const ownThreads = (): number[] =>
  process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : []

/** What is true of each run that has ended, however it ended. */
export async function checkEnd(run: Run, summary: RunSummary): Promise<void> {
  const { submitted, ...ended } = summary.tasks
  expect(OUTCOMES.reduce((sum, outcome) => sum + ended[outcome], 0)).toBe(submitted)
  expect([...run.completionOrder()].sort((a, b) => a - b)).toEqual(Array.from({ length: submitted }, (_, id) => id))
  expect(summary.workers.reduce((sum, { tasks }) => sum + tasks, 0)).toBeLessThanOrEqual(submitted)
  for (const worker of run.recorder.workers.infos) {
    expect(worker.state, worker.id).toMatch(/exited|lost/)
    if (worker.pid !== null && worker.pid !== process.pid) await until(() => !isAlive(worker.pid ?? 0))
    if (worker.pid === process.pid) await until(() => !ownThreads().includes(worker.threadId ?? 0))
  }
  // What nobody got out of a queue is still there, and its depth says so.
  if (!summary.technique.endsWith('-queue')) expect(run.recorder.depth).toBe(0)
  expect(run.recorder.activity()).toEqual([])
}

/** Starts a run, lets `use` do something while it goes on, and checks its end. */
export async function finish(
  request: RunRequest,
  use: (run: Run) => Promise<void> = () => Promise.resolve(),
): Promise<{ run: Run; summary: RunSummary }> {
  const before = handles()
  try {
    const run = await startRun({ seed: 7, ...request })
    await use(run)
    const summary = await run.finished
    await checkEnd(run, summary)
    return { run, summary }
  } finally {
    await until(() => handles() === before) // also of one that was refused nothing is left
  }
}
