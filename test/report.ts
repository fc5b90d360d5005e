export interface Count {
  readonly passed: number
  readonly failed: number
}

interface Line extends Count {
  readonly name: string
  readonly seconds: number
}

type Say = (line: string) => void

/** Collects what the steps of a test run found, tells it as it comes, and sums it up. */
export class Report {
  readonly #print: Say
  readonly #lines: Line[] = []

  constructor(print: Say) {
    this.#print = print
  }

  /** A step that is passed or failed as a whole and counts as one test. */
  async step(name: string, run: (say: Say) => Promise<boolean>): Promise<boolean> {
    const { failed } = await this.count(name, async (say) => {
      const passed = await run(say)
      return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 }
    })
    return failed === 0
  }

  /** A step that counts its own tests. One that throws has failed. */
  async count(name: string, run: (say: Say) => Promise<Count>): Promise<Count> {
    const started = Date.now()
    const say: Say = (text) => {
      for (const line of text.split('\n')) if (line.trim() !== '') this.#print(`[${name}] ${line}`)
    }
    const count = await run(say).catch((error: unknown) => {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error))
      return { passed: 0, failed: 1 }
    })
    const line = { name, ...count, seconds: (Date.now() - started) / 1000 }
    this.#lines.push(line)
    this.#print(describe(line))
    return count
  }

  failed(name: string): boolean {
    return this.#lines.some((line) => line.name === name && line.failed > 0)
  }

  /** Prints all steps once more and the sum; gives the exit code. */
  finish(): number {
    this.#print('')
    for (const line of this.#lines) this.#print(describe(line))
    const passed = this.#lines.reduce((sum, line) => sum + line.passed, 0)
    const failed = this.#lines.reduce((sum, line) => sum + line.failed, 0)
    this.#print('')
    this.#print(`${String(passed)} passed, ${String(failed)} failed`)
    return failed === 0 ? 0 : 1
  }
}

function describe({ name, passed, failed, seconds }: Line): string {
  const mark = failed === 0 ? 'ok    ' : 'FAILED'
  return `${mark} ${name.padEnd(24)} ${String(passed)} passed, ${String(failed)} failed (${seconds.toFixed(1)} s)`
}
