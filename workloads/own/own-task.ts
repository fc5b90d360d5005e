import path from 'node:path'
import { UsageError } from '../contract/index.ts'
import type { Runnable } from '../techniques/index.ts'
import { submitAll } from '../techniques/submit.ts'
import { commandWords } from './command-words.ts'
import { Failures } from './failures.ts'
import { openPool } from './models.ts'
import { MAX_CONCURRENT, MAX_WORKERS, ownTaskSchema, type OwnTaskParams } from './schema.ts'
import type { OwnSource } from './source.ts'
import { ownWorkload } from './workload.ts'

/** How long tasks that run may take to stop when the run is stopped, before their workers are ended. */
const GRACE_MS = 500

/** Your own task, under the model that is chosen. */
export const ownTask: Runnable = {
  title: 'Your task',
  schema: ownTaskSchema,
  limit: (params) => checked(params as OwnTaskParams),
  createWorkload: (params, context) => ownWorkload(params as OwnTaskParams, sourceOf(params as OwnTaskParams), context),
  async run({ params, workload, observer, signal }) {
    const own = params as OwnTaskParams
    const failures = new Failures(observer, sourceOf(own), own.as)
    const pool = openPool(own, sourceOf(own), observer, (stack) => failures.addStack(stack))
    // Before the tasks hear of it: what waits is cancelled at once, and only what runs has to be told.
    const stop = (): void => void pool.shutdown({ cancelFutures: true, deadlineMs: GRACE_MS }) // never rejects
    signal.addEventListener('abort', stop, { once: true })
    // A pool without workers takes no task that is still to come.
    const broken = new AbortController()
    try {
      await submitAll(workload, AbortSignal.any([signal, broken.signal]), ({ ref, input }, arrival) => {
        const future = pool.submit(ref, input, { ...arrival, signal })
        future.addDoneCallback(({ error }) => {
          if (error !== null && !future.cancelled()) failures.add(error)
          if (failures.broken !== null) broken.abort()
        })
      })
    } finally {
      await pool.shutdown()
      signal.removeEventListener('abort', stop)
      failures.tellRest()
    }
    if (failures.broken !== null) throw failures.broken
  },
}

/** With absolute paths: a run file says what it was, wherever it is read. */
function checked(params: OwnTaskParams): OwnTaskParams {
  const { path: file, command, inputs, as, workers } = params
  if (file === '' && command.trim() === '') throw new UsageError('Choose a module that exports a function "task", or give a command.')
  if (file !== '' && command.trim() !== '') throw new UsageError('A task is a module or a command, not both. Leave one of them out.')
  if (command.trim() !== '') commandWords(command)
  if ((as === 'threads' || as === 'processes') && workers > MAX_WORKERS) {
    throw new UsageError(`Parameter "workers" cannot be ${workers}: at most ${MAX_WORKERS} ${as}, or ${MAX_CONCURRENT} tasks at a time on an event loop.`)
  }
  return { ...params, path: absolute(file), inputs: absolute(inputs), workers: as === 'serial' ? 1 : workers }
}

const absolute = (file: string): string => (file === '' ? '' : path.resolve(file))

function sourceOf({ path: file, command, export: exportName, timeoutMs }: OwnTaskParams): OwnSource {
  return {
    file: file === '' ? null : file,
    command: file === '' ? commandWords(command) : null,
    exportName,
    timeoutMs,
  }
}
