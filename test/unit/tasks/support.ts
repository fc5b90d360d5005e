import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Params } from '#engine/contract/run.js'
import { parseParameters } from '#engine/contract/parameters.js'
import type { TaskContext, TaskRef } from '#engine/contract/tasks.js'
import { createWorkload, workloadSchema, type WorkItem, type WorkloadOptions } from '#engine/tasks/index.js'

/** The function behind a reference, found as a worker finds it: by module and name. */
async function loadTask<I, O>(ref: TaskRef<I, O>) {
  const module = (await import(ref.module)) as Record<string, (input: I, context: TaskContext) => O | Promise<O>>
  const task = module[ref.name]
  if (task === undefined) throw new Error(`${ref.module} exports no ${ref.name}`)
  return task
}

export async function runTask<I, O>(ref: TaskRef<I, O>, input: I, signal = new AbortController().signal): Promise<O> {
  return (await loadTask(ref))(input, { signal })
}

/** Aborts a task that is already at work; gives what it rejects with. */
export async function abortTask<I>(ref: TaskRef<I>, input: I, reason: unknown): Promise<unknown> {
  const task = await loadTask(ref)
  const controller = new AbortController()
  const rejected = Promise.resolve(task(input, { signal: controller.signal })).then(
    (output) => new Error(`not aborted, but done: ${String(output)}`),
    (error: unknown) => error,
  )
  setImmediate(() => controller.abort(reason))
  return rejected
}

export async function workloadOf(params: Params, seed = 1, options: Partial<WorkloadOptions> = {}) {
  const checked = parseParameters(workloadSchema, {}, params)
  return createWorkload(checked, seed, { defaultFolder: '.', iterationsPerMs: 1000, ...options })
}

export async function itemsOf(params: Params, seed = 1): Promise<WorkItem[]> {
  return [...(await workloadOf(params, seed)).items()]
}

/** The `ms` of each task's input. */
export function durationsOf(items: readonly WorkItem[]): number[] {
  return items.map(({ input }) => (input as { ms: number }).ms)
}

export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

export const deviation = (values: readonly number[]) => {
  const centre = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
}

/** Calls `use` with an empty folder that is gone afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'poolscope-test-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Resolves when the condition holds; the test's own time limit is the deadline. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Whether a process still runs; one that has ended but that nobody has waited for (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return true
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z'
  } catch {
    return false
  }
}
