import { readRunFile, RunFileError, type Batch, type RunFileEnd } from '../../workloads/contract/index.ts'
import { RunModel } from './run-model.ts'

/** A run file that is shown in place of the host's run. */
export interface OpenedRun {
  readonly name: string
  readonly run: RunModel
  readonly end: RunFileEnd
}

/** Reading goes on for so long before the page gets its turn. */
const SLICE_MS = 12

/**
 * Reads a whole run file into a model, in slices.
 * @param turn resolves after the page had its turn
 * @throws RunFileError when it has nothing that can be shown; what `signal` was aborted with
 */
export async function openRun(
  name: string,
  bytes: Uint8Array,
  { turn = nextTask, signal }: { turn?: () => Promise<void>; signal?: AbortSignal } = {},
): Promise<OpenedRun> {
  const run = new RunModel()
  const batches = readRunFile(bytes)
  let sliceEndsMs = performance.now() + SLICE_MS
  for (;;) {
    const next: IteratorResult<Batch, RunFileEnd> = batches.next()
    if (next.done === true) {
      run.close()
      return { name, run, end: next.value }
    }
    run.apply(next.value)
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
