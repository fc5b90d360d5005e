import type { RecordedRun } from '../../analysis/index.ts'
import { NO_WORKER, type ColumnArray, type WorkerInfo } from '../../contract/index.ts'
import type { TraceEvent } from './trace-event.ts'

/** The run itself: queue, log, the app's own CPU use. */
export const RUN_PID = 1
export const RUN_TID = RUN_PID
/** Above all process ids here. */
const FIRST_TID = 100_000

/** A worker, and where it is in the trace. */
export interface TraceWorker {
  readonly index: number
  readonly id: string
  readonly info: WorkerInfo | null
  readonly pid: number
  /** Rows of its tasks, of its waits and of its samples. */
  readonly tasks: Uint32Array
  readonly waits: Uint32Array
  readonly samples: Uint32Array
}

/** Numbers for processes and threads: those of the system may be unknown, or used again for a later worker. */
export class TraceLayout {
  readonly workers: readonly TraceWorker[]
  /** Rows of the samples that are no worker's. */
  readonly appSamples: Uint32Array
  readonly #processes = new Map<string, { pid: number; name: string }>()
  #nextTid = FIRST_TID

  constructor(run: RecordedRun) {
    const tasks = rowsByWorker(run.tasks.columns.worker, run.tasks.length)
    const waits = rowsByWorker(run.spans.columns.worker, run.spans.length)
    const samples = rowsByWorker(run.samples.columns.worker, run.samples.length)
    this.appSamples = samples.get(NO_WORKER) ?? new Uint32Array()
    const infos = new Map(run.workers.map((info) => [info.index, info]))
    const indexes = [...new Set([...infos.keys(), ...tasks.keys(), ...waits.keys(), ...samples.keys()])].filter((one) => one !== NO_WORKER)
    this.workers = indexes.sort((a, b) => a - b).map((index) => {
      const info = infos.get(index) ?? null
      return {
        index,
        id: info?.id ?? `worker ${index}`,
        info,
        pid: this.#processOf(index, info),
        tasks: tasks.get(index) ?? new Uint32Array(),
        waits: waits.get(index) ?? new Uint32Array(),
        samples: samples.get(index) ?? new Uint32Array(),
      }
    })
  }

  *processes(title: string): Iterable<TraceEvent> {
    const all = [{ pid: RUN_PID, name: title }, ...this.#processes.values()]
    for (const { pid, name } of all) {
      yield { ph: 'M', name: 'process_name', pid, tid: pid, args: { name } }
      yield { ph: 'M', name: 'process_sort_index', pid, tid: pid, args: { sort_index: pid } }
    }
    yield* nameThread(RUN_PID, RUN_TID, 'run')
  }

  /** Ids for so many threads of their own, the first of them; named after the worker. */
  *threads({ pid, id }: TraceWorker, lanes: number): Generator<TraceEvent, number, undefined> {
    const first = this.#nextTid
    this.#nextTid += lanes
    for (let lane = 0; lane < lanes; lane++) {
      yield* nameThread(pid, first + lane, lane === 0 ? id : `${id}, lane ${lane + 1}`)
    }
    return first
  }

  #processOf(index: number, info: WorkerInfo | null): number {
    const systemPid = info?.pid ?? null
    const key = systemPid === null ? `worker ${index}` : `pid ${systemPid}`
    const known = this.#processes.get(key)
    if (known !== undefined) return known.pid
    const inApp = systemPid !== null && info?.kind !== 'process'
    const stem = inApp ? 'workers in the app' : (info?.id ?? key)
    const name = systemPid === null ? stem : `${stem} (${key})`
    const pid = RUN_PID + 1 + this.#processes.size
    this.#processes.set(key, { pid, name })
    return pid
  }
}

function* nameThread(pid: number, tid: number, name: string): Iterable<TraceEvent> {
  yield { ph: 'M', name: 'thread_name', pid, tid, args: { name } }
  yield { ph: 'M', name: 'thread_sort_index', pid, tid, args: { sort_index: tid } }
}

function rowsByWorker(worker: ColumnArray, length: number): Map<number, Uint32Array> {
  const counts = new Map<number, number>()
  for (let row = 0; row < length; row++) counts.set(worker[row] ?? 0, (counts.get(worker[row] ?? 0) ?? 0) + 1)
  const rows = new Map([...counts].map(([index, count]) => [index, new Uint32Array(count)]))
  const filled = new Map<number, number>()
  for (let row = 0; row < length; row++) {
    const index = worker[row] ?? 0
    const at = filled.get(index) ?? 0
    const list = rows.get(index)
    if (list !== undefined) list[at] = row
    filled.set(index, at + 1)
  }
  return rows
}
