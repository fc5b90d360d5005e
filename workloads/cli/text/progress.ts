import type { RunInfo, RunState, TaskCounts } from '../../contract/index.ts'
import { count, plural, rate, runningTime } from './units.ts'

/** What a progress display shows. */
export interface ProgressView {
  readonly info: RunInfo
  readonly state: RunState
  readonly counts: TaskCounts
  readonly depth: number
  readonly nowMs: number
}

/** Tasks that need no more waiting for. */
export function endedTasks(counts: TaskCounts): number {
  return counts.ok + counts.error + counts.cancelled + counts.timedOut + counts.lost
}

/** 0..1, by tasks or, where their number is open, by time; null when the run goes on until it is stopped. */
export function shareDone({ info, counts, nowMs }: ProgressView): number | null {
  if (info.expectedTasks !== null) {
    return info.expectedTasks === 0 ? 1 : Math.min(1, endedTasks(counts) / info.expectedTasks)
  }
  const seconds = info.params['seconds']
  return typeof seconds === 'number' && seconds > 0 ? Math.min(1, nowMs / (seconds * 1000)) : null
}

/** What the run is doing, in words: `124 of 200 tasks, 41.0/s, 1.8 s left`. */
export function progressText(view: ProgressView): string {
  const { info, state, counts, nowMs } = view
  const ended = endedTasks(counts)
  const parts = [
    info.expectedTasks === null ? plural(ended, 'task') : `${count(ended)} of ${plural(info.expectedTasks, 'task')}`,
  ]
  const failed = counts.error + counts.timedOut + counts.lost
  if (failed > 0) parts.push(`${count(failed)} failed`)
  if (ended > 0 && nowMs > 0) parts.push(rate((ended / nowMs) * 1000))
  const share = shareDone(view)
  if (state === 'stopping') parts.push('stopping')
  else if (share === null) parts.push(`${runningTime(nowMs)} so far, Ctrl-C stops it`)
  else if (share > 0 && share < 1) parts.push(`${runningTime((nowMs / share) * (1 - share))} left`)
  return parts.join(', ')
}

/** `██████░░░░`; null gives an empty text. */
export function bar(share: number | null, width: number): string {
  if (share === null) return ''
  const full = Math.round(share * width)
  return '█'.repeat(full) + '░'.repeat(width - full)
}

/** One line for where nothing can be redrawn: a file, a pipe, a log. */
export function plainLine(view: ProgressView): string {
  return `${runningTime(view.nowMs)}: ${progressText(view)}; ${count(view.depth)} waiting`
}
