import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

/** What a held task is given: where it says that it has started, and the file that it waits for. */
export interface Held<T> {
  readonly log: string
  readonly gate: string
  readonly value: T
}

const folders: string[] = []
// Not sooner: until the executors of a test have ended, their tasks write there.
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/**
 * Holds tasks until the test lets them go: a file, since that is what threads and processes have in common. Tasks say
 * in a log when they start and stop. Gone with the tests of the file.
 */
export class Gate {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'poolscope-gate-'))
  readonly #log = path.join(this.#folder, 'log')
  readonly #file = path.join(this.#folder, 'open')

  constructor() {
    writeFileSync(this.#log, '')
    folders.push(this.#folder)
    onTestFinished(() => this.open()) // a task that still waits ends, instead of waiting for ever
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

