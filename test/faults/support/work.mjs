/** The work of the fault tests, loaded by workers. Types are in `work.ts`. */
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { setTimeout as later } from 'node:timers/promises'
import { isMainThread } from 'node:worker_threads'

/** Counts the start of a task: in memory shared with threads, or as a line of a file that processes append to. */
function started({ id, starts }) {
  if (typeof starts === 'string') writeFileSync(starts, `${id}\n`, { flag: 'a' })
  else Atomics.add(new Int32Array(starts), id, 1)
}

/** What a process says of its own death would only fill the report. */
function dieQuietly() {
  if (!isMainThread) return
  closeSync(2)
  openSync('/dev/null', 'w') // the lowest free descriptor, which is 2
}

export const fast = (job) => {
  started(job)
  return job.id
}

/** So short that several wait at one worker. */
export const brief = (job) => {
  started(job)
  const until = performance.now() + 0.03
  while (performance.now() < until);
  return job.id
}

export const busy = (job) => {
  started(job)
  const until = performance.now() + 3
  while (performance.now() < until);
  return job.id
}

export const asleep = async (job) => {
  started(job)
  await later(2)
  return job.id
}

export const fail = (job) => {
  started(job)
  throw new Error(`task ${job.id} fails on purpose`)
}

export const functionAsResult = (job) => {
  started(job)
  return () => job.id
}

/** Ends well; a rejection that nobody handles comes right after. */
export const rejectLater = (job) => {
  started(job)
  dieQuietly()
  setImmediate(() => Promise.reject(new Error('nobody waits for this')))
  return job.id
}

/** Ends well; an exception that nobody catches comes from a timer. */
export const throwLater = (job) => {
  started(job)
  dieQuietly()
  setTimeout(() => {
    throw new Error('nobody catches this')
  }, 1)
  return job.id
}

export const leave = (job) => {
  started(job)
  process.exit(3)
}

export const killItself = (job) => {
  started(job)
  process.kill(process.pid, 'SIGKILL')
}

/** Fills the memory that its thread may have. */
export const exhaust = (job) => {
  started(job)
  const all = []
  for (;;) all.push({ all, text: `${all.length}` })
}

/** Never ends and never looks up. */
export const deaf = (job) => {
  started(job)
  for (let i = 0; ; i = (i + 1) | 0);
}

/** Ends when its signal says so. */
export const untilAborted = (job, { signal }) => {
  started(job)
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })
}

/** Says its process id in a file, then computes for ever. */
export const computeForEver = (file) => {
  writeFileSync(file, `${process.pid}\n`, { flag: 'a' })
  for (let i = 0; ; i = (i + 1) | 0);
}

/** As `computeForEver`, and does not end when it is asked politely to. */
export const ignoreSigterm = (file) => {
  process.on('SIGTERM', () => undefined)
  return computeForEver(file)
}

/** Sleeps in shared memory for ever: its event loop stands still, and it uses no time. */
export const blockForEver = () => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

export const initializeForEver = () => new Promise(() => setInterval(() => undefined, 1e6))

export const echo = (value) => value

/** Length and a checksum of some bytes, and the bytes. */
export const checkBytes = (bytes) => ({ sum: sumOf(bytes), bytes })

export const sumOf = (bytes) => {
  let sum = 0
  for (let i = 0; i < bytes.length; i += 4093) sum = (sum * 31 + bytes[i]) | 0
  return sum
}

export const noop = () => undefined
