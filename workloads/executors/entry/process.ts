import { Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { FileStart } from '../claims.ts'
import { CLAIMS_FD, WIRE_FD, type FromWorker, type ToWorker, type WorkerSetup } from '../protocol.ts'
import { Decoder, encode } from '../wire.ts'
import { Monitor } from './monitor.ts'
import { Runner } from './runner.ts'

/** Entry of a worker process. Its setup comes as the first message. */
let runner: Runner | null = null
const decoder = new Decoder((message) => {
  if (runner === null) start(message as WorkerSetup)
  else runner.receive(message as ToWorker)
})
const wire = new Socket({ fd: WIRE_FD }).on('data', (chunk) => decoder.take(chunk))
// A parent that is gone cannot be told anything: end, even if a task blocks this thread.
const leave = (): void => process.exit(1)
wire.on('error', leave).on('end', leave).on('close', leave)
process.on('disconnect', leave)
const watchdog = new Worker(new URL('./watchdog.js', import.meta.url), { workerData: process.ppid })
watchdog.unref()

// Ctrl-C reaches the whole process group; the parent decides what becomes of its workers.
process.on('SIGINT', () => undefined)

const post = (message: FromWorker): void => {
  wire.write(encode(message))
}

function start(setup: WorkerSetup): void {
  if (setup.tellsStack) watchdog.postMessage('tell the stack')
  const monitor = new Monitor(post, (state, sinceMs) => post({ op: 'wait', state, sinceMs }))
  const close = (exitCode: number): void => {
    // Messages leave in order: when the last one has left, all have.
    wire.write(encode({ op: 'closed' } satisfies FromWorker), () => process.exit(exitCode))
  }
  runner = new Runner(setup, { post, close }, monitor, new FileStart(CLAIMS_FD))
  runner.start(null).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
}
