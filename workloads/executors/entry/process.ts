import { Worker } from 'node:worker_threads'
import { FileStart } from '../claims.ts'
import { CLAIMS_FD, type FromWorker, type ToWorker, type WorkerSetup } from '../protocol.ts'
import { Monitor } from './monitor.ts'
import { Runner } from './runner.ts'

/** Entry of a worker process. Its setup comes as the first message. */
const send = process.send?.bind(process)
if (send === undefined) throw new Error('this file is the entry of a worker process')

const post = (message: FromWorker): void => {
  if (process.connected) send(message)
}
const monitor = new Monitor(post, (state, sinceMs) => post({ op: 'wait', state, sinceMs }))
const close = (exitCode: number): void => {
  // Messages leave in order: when the last one has left, all have.
  send({ op: 'closed' } satisfies FromWorker, undefined, undefined, () => process.exit(exitCode))
}

// A parent that is gone cannot be told anything: end, even if a task blocks this thread.
process.on('disconnect', () => process.exit(1))
const watchdog = new Worker(new URL('./watchdog.js', import.meta.url), { workerData: process.ppid })
watchdog.unref()

// Ctrl-C reaches the whole process group; the parent decides what becomes of its workers.
process.on('SIGINT', () => undefined)

process.once('message', (setup: WorkerSetup) => {
  const runner = new Runner(setup, { post, close }, monitor, new FileStart(CLAIMS_FD))
  process.on('message', (message: ToWorker) => runner.receive(message))
  runner.start(null).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
