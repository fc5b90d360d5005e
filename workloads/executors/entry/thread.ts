import { readlinkSync } from 'node:fs'
import { getHeapStatistics } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../../telemetry/clock.ts'
import { SharedClaims } from '../claims.ts'
import type { FromWorker, ToWorker, WorkerSetup } from '../protocol.ts'
import { BEAT_MS, MEMORY_MS, VitalsWriter } from '../vitals.ts'
import { watchLoading } from './functions.ts'
import { Monitor } from './monitor.ts'
import { Runner } from './runner.ts'

/** Entry of a worker thread. Its setup comes as `workerData`. */
const port = parentPort
if (port === null) throw new Error('this file is the entry of a worker thread')

// What tasks print goes to stderr: stdout may hold a JSON result. (A Worker whose `stdout` is read keeps a port open that
// `unref` does not reach, and with it the program.)
process.stdout.write = process.stderr.write.bind(process.stderr)

const setup = workerData as WorkerSetup
const vitals = setup.vitals === null ? null : new VitalsWriter(setup.vitals)
const monitor = new Monitor(
  (message) => port.postMessage(message),
  (state, sinceMs) => vitals?.waiting(state, sinceMs),
)
const close = (exitCode: number): void => {
  port.postMessage({ op: 'closed' } satisfies FromWorker)
  process.exit(exitCode) // ends this thread, even if a task left timers behind; what was posted still arrives
}
const claims = setup.claims === null ? null : new SharedClaims(setup.claims)
const runner = new Runner(setup, { post: (message) => port.postMessage(message), close }, monitor, claims)

port.postMessage({ op: 'loaded' } satisfies FromWorker)
if (vitals !== null) {
  watchLoading((modules) => vitals.loading(modules))
  // Each timer wakes a thread that may have nothing else to do: where nobody looks at its loop, there is no beat.
  if (setup.concurrency === 'many') startBeat(vitals)
  tellMemory(vitals)
}
port.on('message', (message: ToWorker) => runner.receive(message))
// No top-level await: a thread that is terminated as such a module begins takes the whole process down
// (V8's "Check failed: (location_) != nullptr" in ExecuteAsyncModule; nodejs/node#43182).
runner.start(osThreadId()).catch((error: unknown) => {
  throw error // unhandled on purpose: that ends the thread, and its pool hears why
})

/** Linux: /proc/thread-self is a link to `<pid>/task/<tid>`. Elsewhere there is no such thing. */
function osThreadId(): number | null {
  try {
    const tid = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    return Number.isInteger(tid) ? tid : null
  } catch {
    return null
  }
}

/** Shows that an event loop turns. Never keeps the thread alive. */
function startBeat(writer: VitalsWriter): void {
  let dueAtMs = systemClock.nowMs()
  const beat = (): void => {
    const nowMs = systemClock.nowMs()
    writer.beat(nowMs, dueAtMs)
    dueAtMs = nowMs + BEAT_MS
  }
  beat()
  setInterval(beat, BEAT_MS).unref()
}

/** Tells how much memory the thread holds. Never keeps it alive. */
function tellMemory(writer: VitalsWriter): void {
  const tell = (): void => {
    const { total_heap_size: heap, external_memory: external } = getHeapStatistics()
    writer.memory(heap + external)
  }
  tell()
  setInterval(tell, MEMORY_MS).unref()
}
