import type { TaskContext, TaskRef } from '#engine/contract/tasks.js'
import {
  asCompleted,
  gather,
  tasksOf,
  wait,
  type Future,
  type ProcessPoolExecutor,
  type SubmitOptions,
  type ThreadPoolExecutor,
} from '#engine/executors/index.js'
import type { Accepts, AllTrue, Equal } from './support.ts'

/** Checked by `tsc`, never run: what `submit` and `map` infer from a task, and what they refuse. */
interface Work {
  square(x: number): number
  load(url: string, context: TaskContext): Promise<{ bytes: number }>
  list(folder?: string): Promise<string[]>
  now(): Date
  LIMIT: number
}

const tasks = tasksOf<Work>(new URL('file:///work.js'))
declare const pool: ThreadPoolExecutor
declare const processes: ProcessPoolExecutor
type Submit = typeof pool.submit
type MapOf = typeof pool.map
/** As for the task above: a missing argument cannot be told from a generic signature. */
type SquareSubmit = typeof pool.submit<number, number>

const square = tasks('square')
const load = tasks('load')
const list = tasks('list')
const now = tasks('now')
export type References = AllTrue<{
  names: Equal<Parameters<typeof tasks>[0], 'square' | 'load' | 'list' | 'now'>
  plain: Equal<typeof square, TaskRef<number, number>>
  promised: Equal<typeof load, TaskRef<string, Promise<{ bytes: number }>>>
  optional: Equal<typeof list, TaskRef<string | undefined, Promise<string[]>>>
  withoutInput: Equal<typeof now, TaskRef<undefined, Date>>
}>

export const squared = pool.submit(square, 3)
export const loaded = processes.submit(load, 'a', { timeoutMs: 10 })
export const ran = pool.run(list)
export const whenRoom = pool.submitWhenRoom(now)
export type Outputs = AllTrue<{
  plain: Equal<typeof squared, Future<number>>
  awaited: Equal<typeof loaded, Future<{ bytes: number }>>
  run: Equal<typeof ran, Promise<string[]>>
  whenRoom: Equal<typeof whenRoom, Promise<Future<Date>>>
}>

export type Inputs = AllTrue<{
  right: Accepts<Submit, [typeof square, number]>
  withOptions: Accepts<Submit, [typeof square, number, SubmitOptions]>
  wrong: Equal<Accepts<Submit, [typeof square, string]>, false>
  missing: Equal<Parameters<SquareSubmit>, [task: typeof square, input: number, options?: SubmitOptions]>
  wrongOptions: Equal<Accepts<Submit, [typeof square, number, { timeout: string }]>, false>
  optionalLeftOut: Accepts<Submit, [typeof list]>
  optionalWrong: Equal<Accepts<Submit, [typeof list, number]>, false>
  noneLeftOut: Accepts<Submit, [typeof now]>
  noneGiven: Equal<Accepts<Submit, [typeof now, string]>, false>
}>

export const mapped = pool.map(square, [1, 2, 3], { bufferSize: 2 })
export const mappedLoads = processes.map(load, new Set(['a']), { chunkSize: 2 })
export type Maps = AllTrue<{
  plain: Equal<typeof mapped, AsyncIterableIterator<number, undefined>>
  awaited: Equal<typeof mappedLoads, AsyncIterableIterator<{ bytes: number }, undefined>>
  right: Accepts<MapOf, [typeof square, Iterable<number>]>
  wrong: Equal<Accepts<MapOf, [typeof square, string[]]>, false>
  notIterable: Equal<Accepts<MapOf, [typeof square, number]>, false>
}>

export const waited = wait([squared])
export const completed = asCompleted([squared])
export const gathered = gather([async () => 1])
export type Waits = AllTrue<{
  wait: Equal<typeof waited, Promise<{ done: Set<Future<number>>; notDone: Set<Future<number>> }>>
  completed: Equal<typeof completed, AsyncIterableIterator<Future<number>, undefined>>
  gather: Equal<typeof gathered, Promise<number[]>>
}>
