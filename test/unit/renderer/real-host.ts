import { startRun, type Run } from 'poolscope'
import type { SessionHost } from '../../../renderer/stores/index.ts'
import { deserializeError, serializeError, storyboardSchema, type Batch, type Storyboard } from '../../../workloads/contract/index.ts'

/** Errors come to a window as data. */
function throwAsWire(error: unknown): never {
  const { name, message, code } = serializeError(error)
  throw deserializeError({ name, message, ...(code === undefined ? {} : { code }) })
}

/** A host as a window sees it, with real runs. */
export class RealHost implements SessionHost {
  readonly runs: Run[] = []
  #listeners = new Set<(batch: Batch) => void>()
  #timers = new Set<NodeJS.Timeout>()

  request: SessionHost['request'] = async (name, input) => {
    if (name === 'startRun') return (await this.#start(input as never).catch(throwAsWire)) as never
    const run = this.runs.at(-1)
    if (name === 'turnKnob') return { label: run?.turnKnob(input as never) } as never
    run?.stop()
    return {} as never
  }

  onBatch(listener: (batch: Batch) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    for (const run of this.runs) run.stop()
    await Promise.all(this.runs.map(({ finished }) => finished))
  }

  async #start(input: Parameters<typeof startRun>[0]) {
    const run = await startRun(input)
    this.runs.push(run)
    const reader = run.openReader()
    const timer = setInterval(() => {
      const batch = reader.next()
      if (batch !== null) for (const listener of this.#listeners) listener(batch)
      if (reader.ended) clearInterval(timer)
    }, 10)
    this.#timers.add(timer)
    return { runId: run.info.runId }
  }
}

export const storyboard = (steps: unknown[]): Storyboard =>
  storyboardSchema.parse({ version: 1, id: 'test', title: 'Test', summary: 'Test.', seed: 7, steps })
