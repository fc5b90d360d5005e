import { NO_WORKER, type WorkerActivity, type WorkerInfo, type WaitState } from '../contract/index.ts'
import type { NewWorker, WorkerProbe } from './observer.ts'

/** Running tasks of an event loop that a batch names. */
const MAX_SHOWN = 64

interface Wait {
  state: WaitState
  sinceMs: number
}

interface Row {
  info: WorkerInfo
  probe: WorkerProbe | null
  /** Raised with each change, so that a reader can tell which rows are new to it. */
  version: number
  waiting: Wait | null
}

/** The workers of a run: what they are, what they do now, and what changed since a version. */
export class WorkerTable {
  readonly #rows: Row[] = []
  readonly #numbers = new Map<string, number>()
  #version = 0

  get version(): number {
    return this.#version
  }

  get infos(): readonly WorkerInfo[] {
    return this.#rows.map((row) => row.info)
  }

  info(index: number): WorkerInfo | undefined {
    return this.#rows[index]?.info
  }

  /** Index of the new worker; `NO_WORKER` once a run has had as many as the columns can tell apart. */
  add(worker: NewWorker, atMs: number): number {
    if (this.#rows.length >= NO_WORKER) return NO_WORKER
    const stem = worker.name ?? (worker.role === 'worker' ? worker.kind : worker.role)
    const number = (this.#numbers.get(stem) ?? 0) + 1
    this.#numbers.set(stem, number)
    const index = this.#rows.length
    const info: WorkerInfo = {
      index,
      id: worker.name !== undefined && number === 1 ? stem : `${stem.replace('-', ' ')} ${number}`,
      kind: worker.kind,
      role: worker.role,
      state: 'starting',
      pid: null,
      threadId: null,
      startedMs: atMs,
      readyMs: null,
      endedMs: null,
      replaces: worker.replaces ?? null,
      exitCode: null,
      tasks: 0,
      cpuMs: -1,
      maxMemoryBytes: 0,
    }
    this.#rows.push({ info, probe: null, version: ++this.#version, waiting: null })
    return index
  }

  ready(index: number, probe: WorkerProbe, atMs: number): void {
    const row = this.#rows[index]
    if (row === undefined) return
    row.probe = probe
    this.#change(row, { state: 'ready', pid: probe.pid, threadId: probe.osThreadId, readyMs: atMs })
  }

  /** Returns the wait in which the worker ended, if it was in one. */
  ended(index: number, exitCode: number | null, expected: boolean, atMs: number): Wait | null {
    const row = this.#rows[index]
    if (row?.info.endedMs !== null) return null
    const { waiting } = row
    row.probe = null
    row.waiting = null
    this.#change(row, { state: expected ? 'exited' : 'lost', exitCode, endedMs: atMs })
    return waiting
  }

  taskDone(index: number): void {
    const row = this.#rows[index]
    if (row === undefined) return
    row.info.tasks++
    row.version = ++this.#version
  }

  wait(index: number, state: WaitState | null, sinceMs: number): void {
    const row = this.#rows[index]
    if (row !== undefined) row.waiting = state === null ? null : { state, sinceMs }
  }

  used(index: number, cpuMs: number, memoryBytes: number): void {
    const row = this.#rows[index]
    if (row === undefined) return
    const maxMemoryBytes = Math.max(row.info.maxMemoryBytes, memoryBytes)
    this.#change(row, { cpuMs: Math.max(row.info.cpuMs, cpuMs), maxMemoryBytes })
  }

  /** How late its event loop is; -1 where that is not measured. */
  loopDelayMs(index: number): number {
    return this.#rows[index]?.probe?.loopDelayMs?.() ?? -1
  }

  /** Workers that can be sampled now. */
  probes(): { info: WorkerInfo; probe: WorkerProbe }[] {
    return this.#rows.flatMap(({ info, probe }) => (probe === null ? [] : [{ info, probe }]))
  }

  changedSince(version: number): WorkerInfo[] {
    return this.#rows.filter((row) => row.version > version).map((row) => ({ ...row.info }))
  }

  /**
   * What each worker does now: the wait it is in, or the tasks that run (the first one where tasks take turns).
   * @param startMs of the run, monotonic
   */
  activity(startMs: number): WorkerActivity[] {
    return this.#rows.flatMap(({ info, probe, waiting }): WorkerActivity[] => {
      const worker = info.index
      if (waiting !== null) return [{ worker, state: waiting.state, task: null, sinceMs: waiting.sinceMs }]
      const running = probe?.running?.(info.kind === 'event-loop' ? MAX_SHOWN : 1) ?? []
      return running.map(({ task, sinceMs }) => ({ worker, state: 'run', task, sinceMs: sinceMs - startMs }))
    })
  }

  #change(row: Row, change: Partial<WorkerInfo>): void {
    row.info = { ...row.info, ...change }
    row.version = ++this.#version
  }
}
