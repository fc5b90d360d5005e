import type { TaskContext, TaskKind, TaskRef } from '../contract/tasks.ts'
import type * as cpu from './cpu.ts'
import type * as faults from './faults.ts'
import type * as files from './files.ts'
import type * as mandelbrot from './mandelbrot.ts'
import type * as memory from './memory.ts'
import type * as network from './network.ts'
import type * as wait from './wait.ts'

/** Any task function; `never` because the input of each is its own. */
type AnyTask = (input: never, context: TaskContext) => unknown
type TasksOf<M> = { [K in keyof M as M[K] extends AnyTask ? K : never]: M[K] extends AnyTask ? M[K] : never }

/** Typed references to what a module beside this one exports; the module itself is loaded by the workers only. */
function refsOf<M>(file: string) {
  const module = new URL(file, import.meta.url).href
  return <K extends keyof TasksOf<M> & string>(
    name: K,
  ): TaskRef<Parameters<TasksOf<M>[K]>[0], Awaited<ReturnType<TasksOf<M>[K]>>> => ({ module, name })
}

const inCpu = refsOf<typeof cpu>('./cpu.js')
const inFaults = refsOf<typeof faults>('./faults.js')
const inFiles = refsOf<typeof files>('./files.js')
const inMandelbrot = refsOf<typeof mandelbrot>('./mandelbrot.js')
const inMemory = refsOf<typeof memory>('./memory.js')
const inNetwork = refsOf<typeof network>('./network.js')
const inWait = refsOf<typeof wait>('./wait.js')

/** The tasks that ship with the app. A new one: a function in a file here, its kind in the contract, a line below. */
export const TASKS = {
  noop: inWait('noop'),
  spin: inCpu('spin'),
  'sum-of-squares': inCpu('sumOfSquares'),
  primes: inCpu('primes'),
  mandelbrot: inMandelbrot('mandelbrot'),
  sha256: inFiles('sha256'),
  gzip: inFiles('gzip'),
  sleep: inWait('sleep'),
  'read-file': inFiles('readWhole'),
  'http-get': inNetwork('httpGet'),
  allocate: inMemory('allocate'),
  echo: inMemory('echo'),
  fail: inFaults('fail'),
  crash: inFaults('crash'),
  hang: inFaults('hang'),
} as const satisfies Record<TaskKind, TaskRef>
