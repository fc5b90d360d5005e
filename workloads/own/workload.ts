import path from 'node:path'
import { deserialize } from 'node:v8'
import { TaskTimeoutError, UsageError, WorkerLostError, type TaskRef } from '../contract/index.ts'
import { ProcessPoolExecutor, type Executor } from '../executors/index.ts'
import { createArrivals, type WorkItem, type Workload } from '../tasks/index.ts'
import type { WorkloadContext } from '../techniques/index.ts'
import { ENTRY, memoryLimit } from './models.ts'
import { placeOf } from './place.ts'
import { DEFAULT_TASKS, MAX_TASKS, type OwnTaskParams } from './schema.ts'
import type { InputChunk, InputsRequest, OwnSource } from './source.ts'

/** Loading a module, or a piece of its inputs, may take so long. */
const LOAD_MS = 30_000
/** Inputs together, as they are sent to workers. */
const MAX_INPUT_BYTES = 256 * 1024 * 1024

const INPUTS = new URL('./entry/inputs.js', import.meta.url).href
const OPEN: TaskRef<InputsRequest, boolean> = { module: INPUTS, name: 'openInputs' }
const NEXT: TaskRef<number, InputChunk> = { module: INPUTS, name: 'nextInputs' }
const RUN: TaskRef<unknown> = { module: ENTRY, name: 'runOwn' }

interface Inputs {
  readonly chunks: readonly InputChunk[]
  readonly total: number
  readonly notes: readonly string[]
}

/**
 * The tasks of a module or a command. Its inputs are made in a worker of their own, which has ended when this resolves: none
 * of the user's code runs here, and one that cannot be loaded is found before anything else starts.
 * @throws UsageError that says what is wrong with the module, where, and what to do
 */
export async function ownWorkload(params: OwnTaskParams, source: OwnSource, { seed }: WorkloadContext, loadMs = LOAD_MS): Promise<Workload> {
  const limit = params.tasks === 0 ? MAX_TASKS : params.tasks
  const inputs = await readInputs(params, { source, seed, inputsFile: params.inputs === '' ? null : params.inputs }, limit, loadMs)
  const wanted = params.tasks === 0 ? (inputs?.total ?? DEFAULT_TASKS) : params.tasks
  // Tasks that keep arriving are as many as the rate makes them, however few inputs there are.
  const total = params.arrival === 'all-at-once' ? Math.min(wanted, inputs?.total ?? wanted) : wanted
  const kind = source.file === null ? path.basename(source.command?.[0] ?? '') : path.basename(source.file)

  function* items(): Generator<WorkItem> {
    const nextArrival = createArrivals(params, seed)
    let id = 0
    while (id < total) {
      for (const input of inputs === null ? Array(total).keys() : valuesOf(inputs.chunks)) {
        if (id === total) return
        yield { id: id++, kind: 0, ref: RUN, input, arrivalMs: nextArrival() }
      }
    }
  }
  return { total, kinds: [kind], picture: null, notes: inputs?.notes ?? [], items }
}

/** Read back chunk by chunk: only those on their way to the pool are there twice. */
function* valuesOf(chunks: readonly InputChunk[]): Generator {
  for (const { bytes } of chunks) yield* deserialize(bytes) as unknown[]
}

/** null: there are none, so the tasks are numbered. */
async function readInputs(params: OwnTaskParams, request: InputsRequest, limit: number, loadMs: number): Promise<Inputs | null> {
  let place: string | null = null
  const options = { maxWorkers: 1, onTimeoutStack: (stack: string) => (place = placeOf(stack)), ...memoryLimit(params) }
  // A process, whatever runs the tasks: it can say where it stands still.
  const worker = new ProcessPoolExecutor(options)
  try {
    const there = await worker.submit(OPEN, request, { timeoutMs: loadMs }).result()
    return there ? await collect(worker, limit, params.tasks === 0, loadMs) : null
  } catch (error) {
    if (error instanceof TaskTimeoutError) await worker.shutdown() // until it has told where it was
    throw explain(error, request.source, place, loadMs)
  } finally {
    await worker.terminateWorkers()
  }
}

async function collect(worker: Executor, limit: number, isAll: boolean, loadMs: number): Promise<Inputs> {
  const chunks: InputChunk[] = []
  const notes: string[] = []
  let [total, bytes, done] = [0, 0, false]
  while (!done && total < limit && bytes < MAX_INPUT_BYTES) {
    const chunk = await worker.submit(NEXT, limit - total, { timeoutMs: loadMs }).result()
    chunks.push(chunk)
    total += chunk.count
    bytes += chunk.bytes.length
    done = chunk.done
  }
  if (!done && isAll) notes.push(`Only the first ${total} inputs are used: a run takes ${MAX_TASKS} of them, and ${MAX_INPUT_BYTES} bytes.`)
  if (total === 0) throw new UsageError('There are no inputs, so there is nothing to run.')
  return { chunks, total, notes }
}

/** @param place where it was when its time was over */
function explain(error: unknown, { file, command }: OwnSource, place: string | null, loadMs: number): unknown {
  const what = file ?? command?.[0] ?? ''
  if (error instanceof TaskTimeoutError) {
    return new UsageError(`${place ?? what}: loading it, or its next inputs, took longer than ${loadMs / 1000} s. Does it loop for ever at its top level, or in "inputs"?`, { cause: error })
  }
  if (!(error instanceof WorkerLostError)) return error
  return new UsageError(`${what}: its worker ended while the module or its inputs were loaded: ${error.message}. Does it call process.exit at its top level?`, { cause: error })
}
