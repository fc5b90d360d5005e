import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { TaskRef } from '#engine/contract/tasks.js'

/** The smallest hosts of tasks: one task in a thread or process of its own, to see what it does to them. */

const CALL = `
  const [ref, input] = given
  const task = (await import(ref.module))[ref.name]
  tell({ calling: true })
  let output, error
  try { output = await task(input, { signal: new AbortController().signal }) } catch (thrown) { error = String(thrown) }
  tell({ output, error, maxRssBytes: process.resourceUsage().maxRSS * 1024 })`

const IN_THREAD = `
  const { parentPort, workerData: given } = await import('node:worker_threads')
  const tell = (message) => parentPort.postMessage(message)
  ${CALL}`

const IN_PROCESS = `
  const given = JSON.parse(process.argv[1])
  const tell = (message) => process.send(message)
  ${CALL}
  setImmediate(() => process.disconnect())`

interface Answer {
  output?: unknown
  error?: string
  maxRssBytes?: number
}

export function startThread(ref: TaskRef, input: unknown): Worker {
  const url = new URL(`data:text/javascript,${encodeURIComponent(IN_THREAD)}`)
  return new Worker(url, { workerData: [{ module: ref.module, name: ref.name }, input] })
}

/** What the thread told, and its exit code. */
export async function runInThread(ref: TaskRef, input: unknown) {
  const worker = startThread(ref, input)
  const answers: Answer[] = []
  worker.on('message', (answer: Answer) => answers.push(answer))
  const [code] = (await once(worker, 'exit')) as [number]
  return { code, calls: answers.length, ...answers[1] }
}

/** What the process told, and how it ended. Its input goes as JSON. */
export async function runInProcess(ref: TaskRef, input: unknown) {
  const script = ['--input-type=module', '-e', IN_PROCESS, JSON.stringify([ref, input])]
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const answers: Answer[] = []
  child.on('message', (answer: Answer) => answers.push(answer))
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  const { maxRssBytes = 0, ...answer } = answers[1] ?? {}
  return { code, signal, calls: answers.length, maxRssBytes, ...answer }
}
