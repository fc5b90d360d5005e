import type { RecordedRun } from '../../analysis/index.ts'
import { WAIT_STATES } from '../../contract/index.ts'
import { packLanes } from './lanes.ts'
import { namesOf, toNanosecond } from './names.ts'
import { nsToUs, toNs, toUs, type TraceArgs, type TraceEvent } from './trace-event.ts'
import type { TraceLayout, TraceWorker } from './trace-layout.ts'

/**
 * Threads that one worker gets at most. An event loop may run any number of tasks at a time; those that find no room
 * become asynchronous slices, which viewers lay out themselves.
 */
export const MAX_LANES = 64

interface Slice {
  readonly cat: 'task' | 'wait' | 'start'
  readonly name: string
  readonly args: TraceArgs
}

/** All that one worker did: its start, its tasks, its waits, and its end where that was not planned. */
export function* workerEvents(run: RecordedRun, layout: TraceLayout, worker: TraceWorker): Iterable<TraceEvent> {
  const { pid, index, info } = worker
  const { length, fromNs, toNsOf, slice } = slicesOf(run, worker)
  const { order, lanes, count } = packLanes({ length, from: (i) => fromNs[i] ?? 0, to: (i) => toNsOf[i] ?? 0 })
  const firstTid = yield* layout.threads(worker, Math.min(MAX_LANES, Math.max(1, count)))
  for (const i of order) {
    const { cat, name, args } = slice(i)
    const lane = lanes[i] ?? 0
    const ts = nsToUs(fromNs[i] ?? 0)
    const to = toNsOf[i] ?? 0
    if (lane < MAX_LANES) {
      yield { ph: 'X', cat, name, pid, tid: firstTid + lane, ts, dur: nsToUs(to - (fromNs[i] ?? 0)), args }
    } else {
      const id = `${index}.${i}`
      yield { ph: 'b', cat: 'task', name, pid, tid: firstTid, id, ts, args }
      yield { ph: 'e', cat: 'task', name, pid, tid: firstTid, id, ts: nsToUs(to) }
    }
  }
  if (info?.state === 'lost') {
    const ts = toUs(info.endedMs ?? run.untilMs)
    const args = { exitCode: info.exitCode }
    yield { ph: 'i', cat: 'worker', name: `${info.id} was lost`, pid, tid: firstTid, ts, s: 't', args }
  }
  yield* log(run, worker, firstTid)
  yield* cpuEvents(run, worker.samples, { name: `CPU of ${worker.id}`, pid, tid: firstTid })
}

/** CPU use as a counter; what was not measured is left out. Viewers tell counters of a process apart by their names. */
export function* cpuEvents(
  { samples }: RecordedRun,
  rows: Iterable<number>,
  where: { readonly name: string; readonly pid: number; readonly tid: number },
): Iterable<TraceEvent> {
  const { atMs, cores } = samples.columns
  for (const row of rows) {
    const value = cores[row] ?? -1
    if (value >= 0) yield { ph: 'C', ...where, ts: toUs(atMs[row] ?? 0), args: { cores: Number(value.toPrecision(6)) } }
  }
}

function* log({ log }: RecordedRun, { index, pid }: TraceWorker, tid: number): Iterable<TraceEvent> {
  for (const { atMs, level, text, worker } of log) {
    if (worker === index) yield { ph: 'i', cat: 'log', name: text, pid, tid, ts: toUs(atMs), s: 't', args: { level } }
  }
}

/** Numbered: first the start (if there was one), then tasks, then waits. Their texts are made when they are asked for. */
function slicesOf(run: RecordedRun, { tasks, waits, info }: TraceWorker) {
  const { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs, id, kind, outcome } = run.tasks.columns
  const spans = run.spans.columns
  const names = namesOf(run)
  const readyMs = info?.readyMs ?? null
  const starts = readyMs === null ? [] : [{ from: info?.startedMs ?? readyMs, to: readyMs }]
  const firstWait = starts.length + tasks.length
  const length = firstWait + waits.length
  const fromNs = new Float64Array(length)
  const toNsOf = new Float64Array(length)
  const set = (at: number, from = 0, to = 0): void => {
    fromNs[at] = toNs(from)
    toNsOf[at] = Math.max(toNs(from), toNs(to)) // never a negative duration, whatever a file says
  }
  starts.forEach(({ from, to }, at) => set(at, from, to))
  tasks.forEach((row, at) => set(starts.length + at, startedMs[row], finishedMs[row]))
  waits.forEach((row, at) => set(firstWait + at, spans.fromMs[row], spans.toMs[row]))
  const ms = (to = 0, from = 0): number => toNanosecond(to - from)
  const slice = (at: number): Slice => {
    if (at < starts.length) return { cat: 'start', name: 'starting', args: {} }
    if (at >= firstWait) {
      const state = WAIT_STATES[spans.state[waits[at - firstWait] ?? 0] ?? 0] ?? 'get'
      return { cat: 'wait', name: `waiting in ${state}`, args: {} }
    }
    const row = tasks[at - starts.length] ?? 0
    const args = {
      submissionRank: id[row] ?? 0,
      completionRank: run.completionRanks[row] ?? row,
      kind: names.kind(kind[row]),
      outcome: names.outcome(outcome[row]),
      waitMs: ms(dispatchedMs[row], submittedMs[row]),
      transferInMs: ms(startedMs[row], dispatchedMs[row]),
      transferOutMs: ms(receivedMs[row], finishedMs[row]),
    }
    return { cat: 'task', name: args.kind, args }
  }
  return { length, fromNs, toNsOf, slice }
}
