import { NO_WORKER, WAIT_STATES, type WaitState, type WorkerInfo } from '../../../workloads/contract/index.ts'
import type { ChartRun } from '../data.ts'
import { formatCount, formatDuration, formatShare, NONE } from '../format.ts'
import { lowerBound } from '../rows.ts'
import type { TimeWindow } from '../shared-view.ts'
import { leftOut, MAX_ROWS, toldWindow, windowWords, type TableTeller } from './table.ts'

/** What a worker did in a part of the time, in ms. */
interface Doings {
  ended: number
  runMs: number
  readonly waitMs: Record<WaitState, number>
}

const COLUMNS = ['Worker', 'Process', 'Tasks ended', 'Running', 'Share', 'In get', 'In put', 'In join', 'For the lock', 'Now']
const NOW_WORDS: Readonly<Record<WaitState, string>> = {
  get: 'waits in get',
  put: 'waits in put',
  join: 'waits in join',
  lock: 'waits for the lock',
}

/** A row for each lane's worker: how long it ran tasks and how long it waited, on which side of a queue. */
export function timelineTable(run: ChartRun): TableTeller {
  return (window) => {
    const told = toldWindow(run, window)
    const spanMs = told.toMs - told.fromMs
    const shown = run.workers.flatMap((worker) => (worker === undefined || worker.role === 'server' ? [] : [worker]))
    const doings = doingsIn(run, told)
    const rows = shown.slice(0, MAX_ROWS).map((worker) => {
      const { ended, runMs, waitMs } = doings.get(worker.index) ?? nothing()
      return [
        worker.id,
        worker.pid === null ? NONE : `pid ${worker.pid}`,
        formatCount(ended),
        formatDuration(runMs),
        formatShare(spanMs > 0 ? runMs / spanMs : null),
        ...WAIT_STATES.map((state) => formatDuration(waitMs[state])),
        nowOf(run, worker),
      ]
    })
    const out = leftOut(shown.length - rows.length, 'workers')
    const note = 'on an event loop tasks overlap, so that the share may exceed 100 %'
    return {
      caption: `Timeline: what each worker did, ${windowWords(told)}; ${note}${out}`,
      columns: COLUMNS,
      rows,
    }
  }
}

const nothing = (): Doings => ({ ended: 0, runMs: 0, waitMs: { get: 0, put: 0, join: 0, lock: 0 } })

function doingsIn(run: ChartRun, { fromMs, toMs }: TimeWindow): Map<number, Doings> {
  const doings = new Map<number, Doings>()
  const of = (worker: number): Doings => {
    const known = doings.get(worker) ?? nothing()
    doings.set(worker, known)
    return known
  }
  const overlap = (from: number, to: number): number => Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs))
  const { tasks, spans } = run.tables
  const { receivedMs, startedMs, finishedMs, worker } = tasks.columns
  for (let row = lowerBound(receivedMs, tasks.length, fromMs); row < tasks.length; row++) {
    const index = worker[row] ?? NO_WORKER
    if (index === NO_WORKER) continue
    const done = of(index)
    if ((receivedMs[row] ?? 0) <= toMs) done.ended++
    done.runMs += overlap(startedMs[row] ?? 0, finishedMs[row] ?? 0)
  }
  const { columns } = spans
  for (let row = lowerBound(columns.latestMs, spans.length, fromMs); row < spans.length; row++) {
    const state = WAIT_STATES[columns.state[row] ?? 0] ?? 'get'
    of(columns.worker[row] ?? NO_WORKER).waitMs[state] += overlap(columns.fromMs[row] ?? 0, columns.toMs[row] ?? 0)
  }
  for (const { worker: index, state, sinceMs } of run.activity) {
    if (state === 'run') of(index).runMs += overlap(sinceMs, run.nowMs)
    else of(index).waitMs[state] += overlap(sinceMs, run.nowMs)
  }
  return doings
}

function nowOf(run: ChartRun, { index, state }: WorkerInfo): string {
  if (state !== 'ready') return state === 'exited' ? 'ended' : state
  const now = run.activity.filter(({ worker }) => worker === index)
  const [first] = now
  if (first === undefined) return 'idle'
  if (first.state !== 'run') return NOW_WORDS[first.state]
  return now.length === 1 ? 'runs a task' : `runs ${formatCount(now.length)} tasks`
}
