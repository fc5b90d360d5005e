import { Worker } from 'node:worker_threads'
import { systemClock } from '../../telemetry/clock.ts'
import type { WorkerProbe } from '../../telemetry/observer.ts'
import { SharedClaims } from '../claims.ts'
import type { FromWorker, WorkerSetup } from '../protocol.ts'
import { VITALS_BYTES, VitalsReader } from '../vitals.ts'
import type { Channel, ChannelEvents, ChannelOptions } from './channel.ts'

const ENTRY = new URL('../entry/thread.js', import.meta.url)

/** Longest that the end of a thread waits for a module. One that loops for ever is ended all the same. */
const LOADING_MS = 1000
const LOOK_MS = 5

/**
 * A worker of `node:worker_threads`. It is ended when it loads no modules, its own or those of tasks. Otherwise Node may
 * leave the descriptors of what was just being read open for good (`import`), or take the whole process down: `require`
 * asks V8 about a module that it did not get to link, and top-level await fails in another way (nodejs/node#43182).
 */
export function openThread(options: ChannelOptions, events: ChannelEvents): Channel {
  const claims = new SharedArrayBuffer(SharedClaims.BYTES)
  const vitalsBuffer = new SharedArrayBuffer(VITALS_BYTES)
  const setup: WorkerSetup = {
    concurrency: options.concurrency,
    initializer: options.initializer,
    reportAtOnce: options.reportAtOnce,
    tellsStack: false,
    claims: options.concurrency === 'one' ? claims : null,
    vitals: vitalsBuffer,
  }
  const worker = new Worker(ENTRY, {
    workerData: setup,
    name: options.name,
    ...(options.resourceLimits === undefined ? {} : { resourceLimits: options.resourceLimits }),
  })
  const { threadId } = worker // after the exit it is -1
  const vitals = new VitalsReader(vitalsBuffer)
  let error: Error | null = null
  let isLoaded = false
  let isKilled = false
  const terminate = (waitedMs = 0): void => {
    if (!isLoaded || (vitals.isLoading && waitedMs < LOADING_MS)) {
      // Its own modules take some 30 ms, and cannot fail to end: its first message, or its exit, tells.
      if (isLoaded) setTimeout(() => terminate(waitedMs + LOOK_MS), LOOK_MS)
      return
    }
    worker.terminate().catch(() => undefined) // the exit event tells
  }
  worker.on('message', (message: FromWorker) => {
    if (message.op !== 'loaded') {
      events.onMessage(message)
      return
    }
    isLoaded = true
    if (isKilled) terminate()
  })
  worker.on('error', (cause) => (error = cause instanceof Error ? cause : new Error(String(cause))))
  worker.on('exit', (code) => events.onExit({ code, error }))

  return {
    kind: options.concurrency === 'many' ? 'event-loop' : 'thread',
    send: (message, transfer) => worker.postMessage(message, transfer),
    kill: () => {
      isKilled = true
      terminate()
    },
    setRef: (ref) => {
      if (ref) worker.ref()
      else worker.unref()
    },
    probe: (osThreadId) => ({
      pid: process.pid,
      osThreadId,
      memoryBytes: () => vitals.memoryBytes,
      ...(options.concurrency === 'many' ? { loopDelayMs: () => vitals.takeLoopDelayMs(systemClock.nowMs()) } : {}),
      ...cpuUsage(worker),
    }),
    claims: options.concurrency === 'one' ? new SharedClaims(claims) : null,
    vitals,
    threadId,
    // In Node 20 the inspector of another thread of this process can hang that thread, or end the process.
    stack: null,
  }
}

/** `worker.cpuUsage()` came with Node 24; types and runtime of Node 20 lack it. */
function cpuUsage(worker: Worker): Pick<WorkerProbe, 'cpuMs'> {
  if (!('cpuUsage' in worker) || typeof worker.cpuUsage !== 'function') return {}
  const read = worker.cpuUsage.bind(worker) as () => Promise<{ user: number; system: number }>
  return {
    cpuMs: () =>
      read().then(
        ({ user, system }) => (user + system) / 1000,
        () => null, // it has ended
      ),
  }
}
