import type { RunSummary, WorkerInfo } from '../../workloads/contract/index.ts'
import { formatCount, formatDuration } from '../charts/format.ts'
import type { SessionData } from '../stores/index.ts'
import { formatPlural } from '../ui/words.ts'

/** The states that the window shows; what is no state of a run is its own. */
export type ShownState = SessionData['runState'] | 'stopped' | 'sweeping' | 'cut off' | 'disconnected' | 'connecting'

export const STATE_WORDS: Readonly<Record<ShownState, string>> = {
  idle: 'idle',
  starting: 'starting',
  running: 'running',
  stopping: 'stopping',
  finished: 'finished',
  failed: 'failed',
  stopped: 'stopped',
  sweeping: 'sweeping',
  'cut off': 'cut off',
  disconnected: 'disconnected',
  connecting: 'connecting',
}

/** What the state pill says. */
export function shownState(data: Pick<SessionData, 'connection' | 'runState' | 'sweeping'>, summary: RunSummary | null): ShownState {
  if (data.connection === 'lost') return 'disconnected'
  if (data.connection === 'connecting') return 'connecting'
  if (data.sweeping) return 'sweeping'
  return data.runState === 'finished' && summary?.outcome === 'stopped' ? 'stopped' : data.runState
}

const KIND_WORDS = {
  thread: ['thread', 'threads'],
  process: ['process', 'processes'],
  'event-loop': ['event loop', 'event loops'],
} as const

/** `4 threads`, `1 process + 2 threads`; the workers that are there now, or were when the run ended. */
export function workersWords(workers: readonly (WorkerInfo | undefined)[], live: boolean): string {
  const counts = new Map<WorkerInfo['kind'], number>()
  for (const worker of workers) {
    if (worker === undefined || worker.role === 'server') continue
    if (live && (worker.state === 'exited' || worker.state === 'lost')) continue
    counts.set(worker.kind, (counts.get(worker.kind) ?? 0) + 1)
  }
  const parts = [...counts].map(([kind, count]) => formatPlural(count, KIND_WORDS[kind][0], KIND_WORDS[kind][1]))
  return parts.length === 0 ? 'no workers' : parts.join(' + ')
}

/** `1,000 tasks in 5.52 s: 998 ok, 2 failed`. */
export function outcomeWords({ tasks, makespanMs }: RunSummary): string {
  const parts = [
    [tasks.ok, 'ok'],
    [tasks.error, 'failed'],
    [tasks.cancelled, 'cancelled'],
    [tasks.timedOut, 'timed out'],
    [tasks.lost, 'lost'],
  ] as const
  const said = parts.filter(([count], at) => at === 0 || count > 0).map(([count, word]) => `${formatCount(count)} ${word}`)
  return `${formatPlural(tasks.submitted, 'task')} in ${formatDuration(makespanMs)}: ${said.join(', ')}`
}

/** With a full stop where it has no end of its own. */
export const asSentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`)

/** What to do about an error, by its code. */
export function adviceFor(code: string | null): string {
  switch (code) {
    case 'ERR_USAGE':
      return 'Correct what the message names, then run again.'
    case 'ERR_BROKEN_POOL':
      return 'A worker died and took the pool with it. The log says which; run again for a new pool.'
    case 'ERR_WORKER_LOST':
      return 'The log says which worker ended and how. Run again, with smaller tasks if it ran out of memory.'
    case 'ERR_DISCONNECTED':
      return 'The window tries again by itself. If that goes on, start Poolscope again.'
    case 'ERR_PROTOCOL':
      return 'Window and host do not understand each other. Reload the window; if that does not help, rebuild the app.'
    case 'ERR_TIMEOUT':
    case 'ERR_TASK_TIMEOUT':
      return 'It took too long. Try fewer or smaller tasks, or a larger limit.'
    default:
      return 'What was measured so far stays on screen. Look at the log, change a parameter, and run again.'
  }
}
