// The producer and the consumers of thread-queue.mjs.
import { BlockingQueue } from 'poolscope'
import { countPrimes } from './tasks.mjs'

/** Blocks its thread while the queue is full. */
export function produce({ jobs, count }) {
  const queue = BlockingQueue.attach(jobs)
  for (let n = 1; n <= count; n++) queue.put({ limit: n * 20_000 })
}

/** Blocks its thread while the queue is empty; ends when it was shut down and nothing is left. */
export function consume({ name, jobs, results }) {
  const out = BlockingQueue.attach(results)
  for (const job of BlockingQueue.attach(jobs)) out.put({ name, ...countPrimes(job) })
}
