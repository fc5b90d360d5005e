import { existsSync } from 'node:fs'
import path from 'node:path'
import { openOut, type OutOptions } from './out-file.ts'

/** Files of runs that one command makes one after the other: `run.pscope`, `run-2.pscope`, ... None replaces another. */
export class NumberedOut {
  readonly #options: OutOptions
  #number = 1

  private constructor(options: OutOptions) {
    this.#options = options
  }

  /** @throws UsageError when the first cannot be written to, or is there and may not be overwritten */
  static async open(options: OutOptions): Promise<NumberedOut> {
    await (await openOut(options))?.discard()
    return new NumberedOut(options)
  }

  /** The `--out` of the next run; without one where none are kept. */
  get next(): Pick<OutOptions, 'out'> {
    const { out, force } = this.#options
    if (out === undefined) return {}
    while (this.#number > 1 && force !== true && existsSync(this.#named(out))) this.#number++
    return { out: this.#named(out) }
  }

  /** There was a run, and its file is its own. */
  take(): void {
    this.#number++
  }

  #named(out: string): string {
    const { dir, name, ext } = path.parse(out)
    return this.#number === 1 ? out : path.join(dir, `${name}-${this.#number}${ext}`)
  }
}
