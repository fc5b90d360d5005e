// Starts a pool where only so many descriptors are left, and says as JSON what came of it. Ends when nothing is left to do.
import { closeSync, openSync } from 'node:fs'
import { EventLoopExecutor, ProcessPoolExecutor, ThreadPoolExecutor } from '#engine/executors/index.js'
import { ProcessQueue } from '#engine/queues/index.js'

const [kind, free] = process.argv.slice(2)
const task = { module: new URL('./work.mjs', import.meta.url).href, name: 'asleep' }
const unhandled = []
process.on('unhandledRejection', (error) => unhandled.push(String(error)))
process.on('uncaughtException', (error) => unhandled.push(String(error)))

const kinds = { thread: ThreadPoolExecutor, process: ProcessPoolExecutor, 'event-loop': EventLoopExecutor }
const say = (what) => process.stdout.write(`${JSON.stringify({ ...what, unhandled })}\n`)
const textOf = ({ name, message, code }) => ({ name, message, code })

// `ulimit -n` alone would hit Node's own loading of modules.
const taken = []
try {
  for (;;) taken.push(openSync('/dev/null'))
} catch {
  for (const fd of taken.splice(0, Number(free))) closeSync(fd)
}

if (kind === 'process-queue') {
  const error = await ProcessQueue.create().then((queue) => queue.close(), textOf)
  say({ errors: error === undefined ? [] : [error] })
} else {
  const pool = new kinds[kind]({ maxWorkers: 16 })
  const futures = []
  const errors = []
  for (let id = 0; id < 16; id++) {
    try {
      futures.push(pool.submit(task, { id, starts: '/dev/null' }))
    } catch (error) {
      errors.push(textOf(error))
    }
  }
  for (const future of futures) await future.result().catch((error) => errors.push(textOf(error)))
  await pool.shutdown()
  say({ errors, workers: pool.workerCount })
}
