import { UsageError } from '../contract/errors.ts'
import type { TaskRef } from '../contract/tasks.ts'
import { measureSpinRate } from './calibration.ts'
import { TASKS } from './catalogue.ts'
import { createArrivals, createDurations, type Duration } from './durations.ts'
import { listFiles } from './folder.ts'
import type { HttpGetInput } from './network.ts'
import type { WorkloadParams } from './parameters.ts'
import { createPicture } from './picture.ts'
import { chooseExactly, createRandom } from './random.ts'

/** One task of a run, before it is submitted. */
export interface WorkItem {
  /** 0, 1, 2, ... in the order of submission. */
  readonly id: number
  /** Index in the workload's `kinds`. */
  readonly kind: number
  readonly ref: TaskRef<unknown>
  readonly input: unknown
  /** When to submit it, in milliseconds after the start. */
  readonly arrivalMs: number
}

export interface Workload {
  readonly total: number
  /** Names for `WorkItem.kind`, as people read them. */
  readonly kinds: readonly string[]
  /** The picture that the tiles fill, if there is one. */
  readonly picture: { readonly width: number; readonly height: number } | null
  /** What the user should know, for example files that were left out. */
  readonly notes: readonly string[]
  /** The tasks, each made when it is asked for; every call begins with the first one again. */
  items(): Iterable<WorkItem>
}

export interface WorkloadOptions {
  /** Where file tasks find files when the user chose no folder. */
  defaultFolder: string
  /** What the tasks of kind `http-get` ask for. */
  httpGet?: HttpGetInput
  /** Spin iterations in a millisecond. Default: measured, once in a process. */
  iterationsPerMs?: number
}

/** What a kind of task needs to make the input of task `id`. */
interface Source {
  input(id: number, duration: Duration): unknown
  total?: number
  picture?: { width: number; height: number }
  notes?: readonly string[]
}

const fromNothing: Source = { input: () => undefined }

async function sourceOf(params: WorkloadParams, options: WorkloadOptions): Promise<Source> {
  switch (params.task) {
    case 'spin': {
      const iterationsPerMs = options.iterationsPerMs ?? (await measureSpinRate())
      return { input: (_id, { ms }) => ({ ms, iterationsPerMs }) }
    }
    case 'sleep':
      return { input: (_id, { ms }) => ({ ms }) }
    case 'sum-of-squares':
    case 'primes':
      return { input: () => ({ n: params.n }) }
    case 'allocate':
      return { input: () => ({ bytes: params.sizeBytes }) }
    case 'echo': {
      const bytes = new Uint8Array(params.sizeBytes).fill(0xa5)
      return { input: () => bytes }
    }
    case 'mandelbrot': {
      const { width, height, tiles, tile } = createPicture(params)
      return { input: tile, total: tiles, picture: { width, height } }
    }
    case 'sha256':
    case 'gzip':
    case 'read-file': {
      const { files, notes } = await listFiles(params.folder === '' ? options.defaultFolder : params.folder)
      return { input: (id) => ({ path: files[id % files.length] }), notes }
    }
    case 'http-get': {
      const { httpGet } = options
      if (httpGet === undefined) throw new UsageError('HTTP requests need a URL. Use the network technique.')
      return { input: () => httpGet }
    }
    case 'noop':
    case 'fail':
    case 'crash':
    case 'hang':
      return fromNothing
  }
}

/** Names of the kinds of a workload: the plain one first, then the long one, then the fault, where there are any. */
function kindsOf({ task, distribution, fault }: WorkloadParams) {
  const hasLong = distribution === 'bimodal' && (task === 'spin' || task === 'sleep')
  const names: string[] = hasLong ? [`${task} (short)`, `${task} (long)`] : [task]
  if (fault !== 'none') names.push(fault)
  return { names, longKind: hasLong ? 1 : 0, faultKind: names.length - 1 }
}

/**
 * The tasks of a run. The same parameters and the same seed give the same tasks; what one parameter draws from the seed
 * (durations, their order, arrivals, faults) does not depend on the others. Tasks cost nothing until asked for.
 * @param seed 0 to 2^32 - 1
 * @throws UsageError when the folder cannot be used, or HTTP requests have no URL
 */
export async function createWorkload(
  params: WorkloadParams,
  seed: number,
  options: WorkloadOptions,
): Promise<Workload> {
  const source = await sourceOf(params, options)
  const total = source.total ?? params.tasks
  const { names, longKind, faultKind } = kindsOf(params)
  const { task, fault, faultShare } = params

  function* items(): Generator<WorkItem> {
    const nextDuration = createDurations(params, total, seed)
    const nextArrival = createArrivals(params, seed)
    const faults = fault === 'none' ? 0 : Math.round(faultShare * total)
    const isFault = chooseExactly(faults, total, createRandom(seed, 'fault'))
    for (let id = 0; id < total; id++) {
      const duration = nextDuration()
      const arrivalMs = nextArrival()
      if (fault !== 'none' && isFault()) {
        yield { id, kind: faultKind, ref: TASKS[fault] as TaskRef<unknown>, input: undefined, arrivalMs }
      } else {
        const input = source.input(id, duration)
        yield { id, kind: duration.long ? longKind : 0, ref: TASKS[task] as TaskRef<unknown>, input, arrivalMs }
      }
    }
  }

  return { total, kinds: names, picture: source.picture ?? null, notes: source.notes ?? [], items }
}
