import {
  CancelledError,
  deserializeError,
  NO_WORKER,
  TaskTimeoutError,
  type Outcome,
  type SerializedError,
} from '../../contract/index.ts'
import type { Observer } from '../../telemetry/observer.ts'
import { RESULT_CANCELLED, RESULT_OK, RESULT_TEXT } from '../protocol.ts'
import type { PoolTask } from './task.ts'

/** How a task ended: what its future gets and what telemetry shows. */
export type Ending =
  | { readonly outcome: 'ok'; readonly value: unknown }
  | { readonly outcome: Exclude<Outcome, 'ok'>; readonly error: Error }

/** When it ran, as the worker says; absent when it never did, or the worker can no longer say. */
export interface RunSpan {
  readonly startedMs: number
  readonly finishedMs: number
}

/** Gives a task its one outcome. The only place where that happens. */
export function settle(
  task: PoolTask,
  worker: number,
  ending: Ending,
  span: RunSpan | null,
  nowMs: number,
  observer: Observer,
): void {
  const { future } = task
  task.stopTimer?.()
  const dispatchedMs = worker === NO_WORKER ? nowMs : task.dispatchedMs
  const times = {
    submittedMs: task.submittedMs,
    dispatchedMs,
    startedMs: span?.startedMs ?? dispatchedMs,
    finishedMs: span?.finishedMs ?? nowMs,
    receivedMs: nowMs,
  }
  const output = ending.outcome === 'ok' ? ending.value : undefined
  observer.taskEnded(task.rank, worker, task.options.kind ?? 0, ending.outcome, times, output)
  if (future === null) return
  if (ending.outcome === 'ok') future.setResult(ending.value)
  else if (ending.outcome === 'cancelled') future.setCancelled(ending.error)
  else future.setException(ending.error)
}

/** A result as a worker sends it: RESULT_OK, RESULT_ERROR or RESULT_CANCELLED, with RESULT_TEXT or without. */
export function endingOf(result: number, sent: unknown): Ending {
  const value: unknown = result < RESULT_TEXT ? sent : JSON.parse(sent as string)
  const kind = result % RESULT_TEXT
  if (kind === RESULT_OK) return { outcome: 'ok', value }
  const error = deserializeError(value as SerializedError)
  // A task that ends its own process at its time limit says so.
  if (kind !== RESULT_CANCELLED) return { outcome: error instanceof TaskTimeoutError ? 'timedOut' : 'error', error }
  // Whatever it threw when its signal told it to stop (Node's own functions throw an AbortError).
  const cancelled = error instanceof CancelledError ? error : new CancelledError('the task was cancelled', { cause: error })
  return { outcome: 'cancelled', error: cancelled }
}
