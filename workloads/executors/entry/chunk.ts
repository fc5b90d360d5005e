import type { TaskContext } from '../../contract/index.ts'
import type { Chunk } from '../map.ts'
import { loadFunction } from './functions.ts'

/** Runs one function on several inputs, one after the other: a chunk of `Executor.map`. */
export async function runChunk({ task, inputs }: Chunk<unknown>, context: TaskContext): Promise<unknown[]> {
  const fn = await loadFunction(task.module, task.name)
  const outputs: unknown[] = []
  for (const input of inputs) outputs.push(await fn(input, context))
  return outputs
}
