import { encodeRecord, encodeRunFileHead, type RunInfo, type RunSummary, type WorkerInfo } from '../../../workloads/contract/index.ts'
import { batch, counts, INFO } from './batches.ts'

export interface WrittenRun {
  /** Of each of its two tasks, which are submitted at once. */
  readonly runMs: number
  readonly info?: Partial<RunInfo>
  /** Time of the first submission on the clock of the file. */
  readonly submittedMs?: number
  readonly workers?: readonly WorkerInfo[]
  /** Without one the file is cut off. */
  readonly summary?: RunSummary
}

/** A run file of two tasks. The one that was submitted second ends first. */
export function runBytes({ runMs, info, submittedMs = 0, workers = [], summary }: WrittenRun): Uint8Array {
  const task = (id: number, ranMs: number) => ({
    id,
    submittedMs,
    dispatchedMs: submittedMs + 1,
    startedMs: submittedMs + 2,
    finishedMs: submittedMs + 2 + ranMs,
    receivedMs: submittedMs + 3 + ranMs,
  })
  const first = batch(0, { atMs: 0, info: { ...INFO, ...info }, workers: [...workers] })
  const last = batch(
    1,
    {
      atMs: submittedMs + 10 + runMs,
      counts: counts({ submitted: 2, ok: 2 }),
      ...(summary === undefined ? {} : { summary, state: 'finished' }),
    },
    { tasks: [task(1, runMs - 1), task(0, runMs)] },
  )
  return new Uint8Array(Buffer.concat([encodeRunFileHead(), encodeRecord(first), encodeRecord(last)]))
}
