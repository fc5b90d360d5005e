import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { hasMeasured, UsageError, type RequestInput, type SweepState } from '../contract/index.ts'
import { reasonOf } from '../runs/index.ts'
import { findRunnable } from '../runs/runnable.ts'
import type { Handlers } from './handlers.ts'
import { KeptSweeps } from './kept-sweeps.ts'
import { prepareSweep, recommendedRun, type PreparedSweep } from './sweep-jobs.ts'

export type SweepHandlers = Pick<Handlers, 'stopSweep' | 'followSweep' | 'listSweeps' | 'openSweep' | 'deleteSweep' | 'restoreSweep'>

const MAX_SEED = 2 ** 32

/** The sweep of a session, one at a time, and those that were kept of earlier ones. */
export class SessionSweeps {
  readonly #kept: KeptSweeps
  #sweep: SweepState | null = null
  #stopping = new AbortController()
  /** Resolves when the sweep has ended and was kept; never rejects. */
  #ended: Promise<void> = Promise.resolve()
  #version = 0
  /** Windows that wait for something newer. */
  readonly #waiting = new Set<() => void>()

  /** @param folder of run files: sweeps are kept in a folder within it */
  constructor(folder: string) {
    this.#kept = new KeptSweeps(path.join(folder, 'sweeps'))
  }

  get isGoing(): boolean {
    return this.#sweep !== null && this.#sweep.progress !== null
  }

  /** @throws UsageError for what cannot be swept; ConfirmationNeededError when the user must agree first */
  async start({ sweep, confirmed = false }: RequestInput<'startSweep'>): Promise<{ sweepId: string }> {
    const request = { ...sweep, seed: sweep.seed ?? Math.floor(Math.random() * MAX_SEED) }
    const prepared = await prepareSweep(request, confirmed)
    const id = randomUUID()
    this.#stopping = new AbortController()
    this.#tell({
      id,
      title: findRunnable(sweep.preset).namesOf(sweep.params).title,
      request,
      startedAt: new Date().toISOString(),
      progress: { done: 0, total: prepared.total, leftMs: null, what: '' },
      measured: prepared.nothing,
      recommended: null,
      problem: null,
    })
    this.#ended = this.#run(prepared)
    return { sweepId: id }
  }

  /** Ends it, and waits until it is kept. */
  async close(): Promise<void> {
    this.#stopping.abort()
    await this.#ended
  }

  readonly handlers: SweepHandlers = {
    stopSweep: ({ sweepId }) => {
      if (sweepId === this.#sweep?.id) this.#stopping.abort()
      return Promise.resolve({})
    },
    followSweep: async ({ seen }) => {
      if (seen === this.#version && this.isGoing) await new Promise<void>((resolve) => this.#waiting.add(resolve))
      return { version: this.#version, sweep: this.#sweep }
    },
    listSweeps: async () => ({ sweeps: await this.#kept.list() }),
    openSweep: async ({ sweepId }) => ({ sweep: await this.#kept.open(sweepId) }),
    deleteSweep: async ({ sweepId }) => {
      const isLast = sweepId === this.#sweep?.id
      if (isLast && this.isGoing) throw new UsageError('This sweep goes on. Stop it first.')
      await this.#kept.remove(sweepId)
      if (isLast) this.#tell(null) // it is shown to no window again
      return {}
    },
    restoreSweep: async ({ sweepId }) => {
      await this.#kept.restore(sweepId)
      return {}
    },
  }

  async #run(prepared: PreparedSweep): Promise<void> {
    const measured = await prepared.run(this.#stopping.signal, (progress, soFar) => this.#change({ progress, measured: soFar }))
    const sweep = this.#sweep
    if (sweep === null) return
    const { seed = 0 } = sweep.request
    const ended: SweepState = { ...sweep, progress: null, measured, recommended: recommendedRun({ ...sweep.request, seed }, measured) }
    const problem = hasMeasured(measured) ? await this.#keep(ended) : null
    this.#tell({ ...ended, problem })
  }

  async #keep(sweep: SweepState): Promise<string | null> {
    try {
      await this.#kept.keep(sweep)
      return null
    } catch (error) {
      return `This sweep was not kept: ${reasonOf(error)} Save it as a file.`
    }
  }

  #change(change: Partial<SweepState>): void {
    if (this.#sweep !== null) this.#tell({ ...this.#sweep, ...change })
  }

  #tell(sweep: SweepState | null): void {
    this.#sweep = sweep
    this.#version++
    for (const answer of this.#waiting) answer()
    this.#waiting.clear()
  }
}
