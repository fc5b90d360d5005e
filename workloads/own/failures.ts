import { BrokenPoolError, NotCloneableError, TaskTimeoutError, WorkerLostError, type Model } from '../contract/index.ts'
import type { Observer } from '../telemetry/observer.ts'
import { placeOf, placeOfTask } from './place.ts'
import type { OwnSource } from './source.ts'

/** Different errors that are told one by one. */
const MAX_TOLD = 20

/** The errors of tasks, for the log: each different one once, with its place, and at the end how many were like it. */
export class Failures {
  /** Why no worker can run the task; null when they can. */
  broken: Error | null = null
  readonly #observer: Observer
  readonly #source: OwnSource
  readonly #as: Model
  readonly #counts = new Map<string, number>()
  #untold = 0
  #taskPlace: string | null = null

  constructor(observer: Observer, source: OwnSource, as: Model) {
    this.#observer = observer
    this.#source = source
    this.#as = as
  }

  add(error: Error): void {
    if (error instanceof BrokenPoolError) {
      this.broken ??= error.cause instanceof Error ? error.cause : error
      return
    }
    const text = this.#describe(error)
    const count = this.#counts.get(text)
    if (count !== undefined) this.#counts.set(text, count + 1)
    else if (this.#counts.size >= MAX_TOLD) this.#untold++
    else {
      this.#counts.set(text, 1)
      this.#observer.log('error', text)
    }
  }

  /** Where a task was when its time was over. */
  addStack(stack: string): void {
    const place = placeOf(stack)
    if (place !== null) this.#observer.log('error', `${place}: here a task was when its time was over.`)
  }

  /** How many were not told one by one. */
  tellRest(): void {
    for (const [text, count] of this.#counts) {
      if (count > 1) this.#observer.log('error', `${count - 1} more: ${text}`)
    }
    if (this.#untold > 0) this.#observer.log('error', `${this.#untold} more tasks failed with other errors.`)
  }

  #describe(error: Error): string {
    if (error instanceof NotCloneableError) {
      return `${this.#place}: ${error.message.replace(/[.]$/, '')}. Return numbers, texts, arrays, objects or buffers.`
    }
    if (error instanceof TaskTimeoutError && this.#source.file !== null) {
      // Only a process can say where it stood still.
      return `${this.#place}: ${error.message}.${this.#as === 'processes' ? '' : ' Run it as processes to be told the line where it was.'}`
    }
    // What is made beside the task has a stack of ours.
    const stack = error instanceof WorkerLostError ? undefined : error.stack
    const place = this.#source.file === null ? null : (placeOf(stack) ?? this.#place)
    const name = error.name === 'Error' || 'code' in error ? '' : `${error.name}: `
    return `${place === null ? '' : `${place}: `}${name}${error.message}`
  }

  /** Where the task is defined: for errors that arise beside it. */
  get #place(): string {
    const { file, command, exportName } = this.#source
    this.#taskPlace ??= file === null ? (command?.[0] ?? '') : placeOfTask(file, exportName)
    return this.#taskPlace
  }
}
