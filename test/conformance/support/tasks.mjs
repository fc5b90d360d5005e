/** The work of the conformance tests, loaded by workers. Types are in `tasks.ts`. */
import { appendFileSync, existsSync } from 'node:fs'
import { setTimeout as later } from 'node:timers/promises'
import { threadId } from 'node:worker_threads'

export const square = (x) => x * x

export const echo = (value) => value

export const whoAmI = () => ({ pid: process.pid, threadId })

/** Waits until the gate is open, or its signal says so. */
export async function hold({ log, gate, value }, { signal }) {
  appendFileSync(log, `start ${value}\n`)
  while (!existsSync(gate)) {
    signal.throwIfAborted()
    await later(2)
  }
  appendFileSync(log, `stop ${value}\n`)
  return value
}

/** Never ends by itself; what it throws when it is told to stop is Node's AbortError. */
export const sleepForEver = async ({ log, value }, { signal }) => {
  appendFileSync(log, `start ${value}\n`)
  await later(2 ** 30, undefined, { signal })
}

/** As `hold`, but deaf: occupies its thread, and never looks at its signal. */
export function holdBusy({ log, gate, value }) {
  appendFileSync(log, `start ${value}\n`)
  const cell = new Int32Array(new SharedArrayBuffer(4))
  while (!existsSync(gate)) Atomics.wait(cell, 0, 0, 2)
  appendFileSync(log, `stop ${value}\n`)
  return value
}

class NoDivisor extends RangeError {
  name = 'NoDivisor'
  code = 'ERR_NO_DIVISOR'
}

export function divide([dividend, divisor]) {
  if (divisor === 0) throw new NoDivisor('cannot divide by 0', { cause: new TypeError('the divisor is 0') })
  return dividend / divisor
}

export const leave = (code) => process.exit(code)

export const killItself = () => process.kill(process.pid, 'SIGKILL')

export const crashWith = () => process.exit(1)

export const functionAsResult = () => () => 1

let status = 'none'

export function initialize(value) {
  status = value
}

export const failToInitialize = () => {
  throw new Error('no initialization today')
}

export const readStatus = () => status

/** Waits until its signal is aborted, then throws what the signal says. */
export function untilAborted({ log, value }, { signal }) {
  appendFileSync(log, `start ${value}\n`)
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      appendFileSync(log, `stop ${value}\n`)
      reject(signal.reason)
    })
  })
}

export const byteLength = (buffer) => buffer.byteLength

export function allocateForEver() {
  const all = []
  for (;;) all.push(new Array(100_000).fill(all.length))
}

/** Ends well, and its worker dies of what it left behind. */
export function rejectLater() {
  setImmediate(() => Promise.reject(new Error('nobody waits for this')))
  return 'done'
}

export const throwOddValue = () => {
  throw Object.create(null)
}
