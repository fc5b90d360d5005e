import type { MessagePort, ResourceLimits } from 'node:worker_threads'
import type { WorkerInfo } from '../../contract/index.ts'
import type { WorkerProbe } from '../../telemetry/observer.ts'
import type { PoolClaims } from '../claims.ts'
import type { FromWorker, ToWorker, WorkerSetup } from '../protocol.ts'
import type { VitalsReader } from '../vitals.ts'

/** How a worker ended. `code` as CPython's `exitcode`: negative for the signal that ended it. */
export interface WorkerExit {
  readonly code: number | null
  /** What it died of, when it said so (an uncaught error, out of memory). */
  readonly error: Error | null
}

export interface ChannelEvents {
  onMessage(message: FromWorker): void
  /** Called once, after the last message. Also when the worker could not be started at all. */
  onExit(exit: WorkerExit): void
}

/** One worker as its pool sees it: a thread or a process. Moves messages and nothing else. */
export interface Channel {
  readonly kind: WorkerInfo['kind']
  /** Throws when the message cannot be cloned. */
  send(message: ToWorker, transfer?: readonly Transferable[]): void
  /** Ends the worker now, whatever it does. `politely`: a process gets SIGTERM and may clean up. */
  kill(politely?: boolean): void
  /** How it can be watched; `osThreadId` from its ready message. */
  probe(osThreadId: number | null): WorkerProbe
  /** null where tasks start as they come (an event loop). */
  readonly claims: PoolClaims | null
  /** Shared with threads only. */
  readonly vitals: VitalsReader | null
  /** Node's id of the thread; null for a process. */
  readonly threadId: number | null
  /**
   * Where the worker is, as V8 would write it, however busy it is; resolves to null when it does not say, never rejects.
   * null: such a worker cannot be asked.
   */
  readonly stack: (() => Promise<string | null>) | null
  /** Whether the worker keeps this process alive. */
  setRef(ref: boolean): void
}

export type Transferable = ArrayBuffer | MessagePort

export interface ChannelOptions {
  readonly concurrency: WorkerSetup['concurrency']
  readonly initializer: WorkerSetup['initializer']
  readonly reportAtOnce: boolean
  readonly name: string
  /** `stack` will be asked for: a process needs a pipe for that. */
  readonly tellsStack?: boolean
  /** Of a process: `maxOldGenerationSizeMb`. */
  readonly resourceLimits?: ResourceLimits
}

export type OpenChannel = (options: ChannelOptions, events: ChannelEvents) => Channel
