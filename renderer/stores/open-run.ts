import { firstSubmitMs, onClockFrom } from '../../workloads/analysis/index.ts'
import { readRunFile, RunFileError, type Batch, type RunFileEnd } from '../../workloads/contract/index.ts'
import { RunModel } from './run-model.ts'

/** Where the bytes of a run are: an id of the host's library, or a file that the user gave. */
export type RunSource = string | Blob

/** A run file that is shown in place of the host's run. */
export interface OpenedRun {
  readonly name: string
  readonly source: RunSource
  readonly run: RunModel
  readonly end: RunFileEnd
}

export interface ReadOptions {
  /** Resolves after the page had its turn. */
  readonly turn?: () => Promise<void>
  readonly signal?: AbortSignal
  /** On a clock that begins at the first submission, for runs side by side. */
  readonly fromFirstSubmit?: boolean
}

/** Reading goes on for so long before the page gets its turn. */
const SLICE_MS = 12

/**
 * Reads a whole run file into a model, in slices.
 * @throws RunFileError when it has nothing that can be shown; what `signal` was aborted with
 */
export async function openRun(
  name: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Omit<OpenedRun, 'source'>> {
  const run = new RunModel()
  const batches: Batch[] = []
  const take = (batch: Batch): unknown => (options.fromFirstSubmit === true ? batches.push(batch) : run.apply(batch))
  const end = await eachInSlices(readRunFile(bytes), take, options)
  const originMs = firstSubmitMs(batches) ?? 0
  await eachInSlices(batches.values(), (batch) => run.apply(onClockFrom(batch, originMs)), options)
  run.close()
  return { name, run, end }
}

async function eachInSlices<T, R>(
  items: Iterator<T, R>,
  take: (item: T) => unknown,
  { turn = nextTask, signal }: ReadOptions,
): Promise<R> {
  let sliceEndsMs = performance.now() + SLICE_MS
  for (;;) {
    const next = items.next()
    if (next.done === true) return next.value
    take(next.value)
    if (performance.now() < sliceEndsMs) continue
    await turn()
    signal?.throwIfAborted()
    sliceEndsMs = performance.now() + SLICE_MS
  }
}

/** A message comes sooner than a timer, which browsers delay by 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/** What to say of a file that could not be opened. */
export function openProblem(name: string, error: unknown): string {
  if (error instanceof RunFileError) return `${name} cannot be opened. ${error.message}`
  return `${name} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`
}
