import type { Batch, RequestInput, RequestName, RequestOutput } from '../../workloads/contract/index.ts'
import { RunModel, type SessionHost } from '../stores/index.ts'

/** The runs of one performance, each in a model of its own. Made for one performance; `close` it after that. */
export class Theatre {
  readonly runs: RunModel[] = []
  readonly #host: SessionHost
  readonly #changed = new Set<() => void>()
  /** Of the run that was started last, which may not have told anything yet. */
  #runId: string | null = null
  readonly #stopListening: () => void

  constructor(host: SessionHost) {
    this.#host = host
    this.#stopListening = host.onBatch((batch) => this.#take(batch))
  }

  /** The run that was started last. */
  get run(): RunModel | null {
    return this.runs.at(-1) ?? null
  }

  get isLive(): boolean {
    const state = this.run?.endState
    return state === 'starting' || state === 'running' || state === 'stopping'
  }

  /**
   * Starts a run and resolves when its first telemetry is there.
   * @throws what the host says against it
   */
  async startRun(input: RequestInput<'startRun'>, signal: AbortSignal): Promise<RunModel> {
    const model = new RunModel()
    this.runs.push(model)
    try {
      this.#runId = (await this.#host.request('startRun', input)).runId
    } catch (error) {
      this.runs.pop()
      throw error
    }
    await this.until(() => model.runId !== null, signal)
    return model
  }

  request<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
    return this.#host.request(name, input)
  }

  /** Ends the run that goes on, if one does. */
  async stopRun(): Promise<void> {
    if (this.#runId !== null && this.run?.endSummary == null) await this.#host.request('stopRun', { runId: this.#runId })
  }

  /** Resolves when `is` is true, which is looked at after each batch. Rejects when `signal` is aborted. */
  until(is: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#changed.delete(look)
        signal.removeEventListener('abort', abort)
      }
      const abort = (): void => {
        end()
        reject(signal.reason as Error)
      }
      const look = (): void => {
        if (!is()) return
        end()
        resolve()
      }
      signal.throwIfAborted()
      signal.addEventListener('abort', abort)
      this.#changed.add(look)
      look()
    })
  }

  /** Calls back after each batch of a run of this performance. */
  onChange(listener: () => void): () => void {
    this.#changed.add(listener)
    return () => this.#changed.delete(listener)
  }

  close(): void {
    this.#stopListening()
    this.#changed.clear()
  }

  /** A run begins with the first batch of its reader; another one of an older run is of no interest. */
  #take(batch: Batch): void {
    const model = this.run
    if (model === null) return
    const isNew = model.runId === null && batch.seq === 0 && batch.summary === undefined
    if (!isNew && model.runId !== batch.runId) return
    model.apply(batch)
    for (const listener of [...this.#changed]) listener()
  }
}
