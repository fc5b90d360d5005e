import type { AbortSignalLike } from '../../contract/index.ts'
import type { PoolTask } from './task.ts'

/**
 * Tells tasks that their signal was aborted. One listener for each signal, however many tasks share it: a gather of
 * 100,000 shares one, and adding and removing listeners one by one takes time that grows with their square.
 */
export class Aborts {
  readonly #tasks = new Map<AbortSignalLike, { tasks: Set<PoolTask>; stop: () => void }>()
  readonly #onAbort: (task: PoolTask) => void

  constructor(onAbort: (task: PoolTask) => void) {
    this.#onAbort = onAbort
  }

  /** From now on an abort of the task's signal is told; at once if it is aborted already. */
  follow(task: PoolTask): void {
    const { signal } = task.options
    if (signal === undefined) return
    if (signal.aborted) {
      this.#onAbort(task)
      return
    }
    let entry = this.#tasks.get(signal)
    if (entry === undefined) {
      const listener = (): void => this.#abort(signal)
      signal.addEventListener('abort', listener, { once: true })
      entry = { tasks: new Set(), stop: () => signal.removeEventListener('abort', listener) }
      this.#tasks.set(signal, entry)
    }
    entry.tasks.add(task)
  }

  /** The task has ended. */
  forget(task: PoolTask): void {
    const { signal } = task.options
    const entry = signal === undefined ? undefined : this.#tasks.get(signal)
    if (signal === undefined || entry === undefined) return
    entry.tasks.delete(task)
    if (entry.tasks.size > 0) return
    entry.stop()
    this.#tasks.delete(signal)
  }

  #abort(signal: AbortSignalLike): void {
    for (const task of [...(this.#tasks.get(signal)?.tasks ?? [])]) this.#onAbort(task)
  }
}
