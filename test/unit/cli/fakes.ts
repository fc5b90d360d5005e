import type { TextStream } from '#engine/cli/output.js'
import type { ProgressView } from '#engine/cli/text/progress.js'
import type { RunInfo, RunSummary } from '#engine/contract/index.js'

/** Collects what is written; a terminal when it has columns. */
export class FakeStream implements TextStream {
  text = ''
  readonly isTTY: boolean
  readonly columns: number
  readonly #colors: boolean
  #onError: ((error: NodeJS.ErrnoException) => void) | null = null

  constructor(columns = 0, colors = false) {
    this.isTTY = columns > 0
    this.columns = columns > 0 ? columns : 80
    this.#colors = colors
  }

  hasColors(): boolean {
    return this.#colors
  }

  write(text: string): boolean {
    this.text += text
    return true
  }

  on(_event: 'error', listener: (error: NodeJS.ErrnoException) => void): void {
    this.#onError = listener
  }

  /** Takes all that is written, so that nobody has to wait. */
  once = (): void => {}

  fail(code: string): void {
    this.#onError?.(Object.assign(new Error(code), { code }))
  }
}

export function runInfo(rest: Partial<RunInfo> = {}): RunInfo {
  return {
    runId: 'r',
    preset: 'thread-pool',
    technique: 'thread-pool',
    title: 'Thread pool',
    seed: 7,
    params: {},
    startedAt: '2026-11-01T00:00:00.000Z',
    expectedTasks: 200,
    capacity: null,
    kinds: ['spin'],
    picture: null,
    machine: { cores: 2, platform: 'linux', node: '20', app: '0.1.0' },
    ...rest,
  }
}

export const NO_TASKS = { submitted: 0, ok: 0, error: 0, cancelled: 0, timedOut: 0, lost: 0 }

export function view(rest: Partial<ProgressView> = {}): ProgressView {
  return { info: runInfo(), state: 'running', counts: NO_TASKS, depth: 0, nowMs: 0, ...rest }
}

export function runSummary(rest: Partial<RunSummary> = {}): RunSummary {
  return {
    preset: 'thread-pool',
    technique: 'thread-pool',
    seed: 7,
    params: { workers: 2 },
    outcome: 'ok',
    tasks: { ...NO_TASKS, submitted: 3, ok: 3 },
    makespanMs: 1240,
    throughput: 2.4193,
    waitMs: { p50: 0.34, p95: 12.12, p99: 999 },
    runMs: { p50: 40, p95: 60_000, p99: 3_600_000 },
    transferMs: { p50: 0, p95: null, p99: null },
    maxQueueDepth: 12_345,
    inversions: 1,
    workers: [
      { id: 'thread 1', kind: 'thread', pid: 10, threadId: 11, tasks: 3, cpuMs: 120, maxRssBytes: 47_500_000 },
      { id: 'thread 2', kind: 'thread', pid: 10, threadId: null, tasks: 0, cpuMs: -1, maxRssBytes: 0 },
    ],
    cpuMs: 120,
    appCpuMs: 31,
    droppedTasks: 0,
    ...rest,
  }
}
