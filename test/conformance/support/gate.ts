import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** What a held task is given: where it says that it has started, and the file that it waits for. */
export interface Held<T> {
  readonly log: string
  readonly gate: string
  readonly value: T
}

/**
 * Holds tasks until the test lets them go: a file, since that is what threads and processes have in common. Tasks say
 * in a log when they start and stop. Gone with the test.
 */
export class Gate {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'poolscope-gate-'))
  readonly #log = path.join(this.#folder, 'log')
  readonly #file = path.join(this.#folder, 'open')

  constructor() {
    writeFileSync(this.#log, '')
    onTestFinished(() => {
      this.open() // a task that still waits ends, instead of waiting for ever
      rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 })
    })
  }

  /** Input for a task that waits here and returns `value`. */
  holds<T>(value: T): Held<T> {
    return { log: this.#log, gate: this.#file, value }
  }

  open(): void {
    writeFileSync(this.#file, '')
  }

  /** Lines of the log so far: `start 1`, `stop 1`. */
  log(): string[] {
    return readFileSync(this.#log, 'utf8').split('\n').filter(Boolean)
  }

  /** Resolves when so many tasks wait here. */
  async started(count: number): Promise<void> {
    await until(() => this.log().filter((line) => line.startsWith('start')).length >= count)
  }
}

/** Resolves when the condition holds; the test's own time limit is the deadline. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 3))
}

