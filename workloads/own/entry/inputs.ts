import { serialize } from 'node:v8'
import { UsageError } from '../../contract/errors.ts'
import type { InputChunk, InputsRequest } from '../source.ts'
import { placeIn, placeOf } from '../place.ts'
import { readInputsFile } from './input-files.ts'
import { load } from './tasks.ts'

/** A chunk is as many as come in this time, ... */
const CHUNK_MS = 100
/** ... and no more than this. */
const CHUNK_INPUTS = 10_000

let iterator: Iterator<unknown> | AsyncIterator<unknown> | null = null
let request: InputsRequest | null = null
let given = 0

/**
 * Loads the module, which shows whether it can be used, and opens its inputs, for `nextInputs` in the same worker.
 * @returns whether there are any
 * Rejects with UsageError that says why not, and where.
 */
export async function openInputs(wanted: InputsRequest): Promise<boolean> {
  const { source, inputsFile, seed } = wanted
  const exports = await load(source)
  request = wanted
  given = 0
  if (inputsFile !== null) {
    iterator = readInputsFile(inputsFile)[Symbol.asyncIterator]()
    return true
  }
  const inputs = exports?.['inputs']
  if (inputs === undefined) return false
  const values: unknown = await guarded(() => (typeof inputs === 'function' ? (inputs as (seed: number) => unknown)(seed) : inputs))
  iterator = iteratorOf(values)
  if (iterator === null) throw new UsageError(`${placeOfInputs()}: "inputs" must be an array, or a function that returns one or yields the inputs.`)
  return true
}

/** The next inputs, `most` at most. Rejects with UsageError that says where the module failed. */
export async function nextInputs(most: number): Promise<InputChunk> {
  const values: unknown[] = []
  const untilMs = performance.now() + CHUNK_MS
  let done = false
  while (!done && values.length < Math.min(most, CHUNK_INPUTS) && (values.length === 0 || performance.now() < untilMs)) {
    const step = await guarded(() => iterator?.next())
    if (step === undefined || step.done === true) done = true
    else values.push(step.value)
  }
  given += values.length
  return { bytes: copied(values), count: values.length, done }
}

function iteratorOf(values: unknown): Iterator<unknown> | AsyncIterator<unknown> | null {
  if (typeof values !== 'object' || values === null) return null
  if (Symbol.asyncIterator in values) return (values as AsyncIterable<unknown>)[Symbol.asyncIterator]()
  return Symbol.iterator in values ? (values as Iterable<unknown>)[Symbol.iterator]() : null
}

async function guarded<T>(step: () => T): Promise<Awaited<T>> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    throw new UsageError(`${placeOf(stack) ?? placeOfInputs()}: "inputs" threw ${name}: ${message}`, { cause: error })
  }
}

/** @throws UsageError that names the input that cannot be copied to another thread */
function copied(values: readonly unknown[]): Uint8Array {
  try {
    return serialize(values)
  } catch (cause) {
    for (const [index, value] of values.entries()) {
      try {
        serialize(value)
      } catch (error) {
        const why = (error as Error).message
        const number = given - values.length + index
        throw new UsageError(`${placeOfInputs()}: input ${number} cannot be copied to a worker: ${why} Give numbers, texts, arrays, objects or buffers.`, { cause })
      }
    }
    throw cause
  }
}

function placeOfInputs(): string {
  const file = request?.source.file ?? ''
  return placeIn(file, /\b(?:function\s*\*?|const|let|var|exports\s*\.)\s*inputs\b/)
}
