import { Worker } from 'node:worker_threads'
import type { BlockingQueueHandle } from '#engine/queues/index.js'

interface Answer {
  readonly id?: number
  readonly started?: boolean
  readonly holding?: boolean
  readonly value?: unknown
  readonly error?: { readonly code: string; readonly message: string }
}

/** A worker thread at a queue. */
export class TestThread {
  readonly worker: Worker
  readonly threadId: number
  #nextId = 1

  constructor(handle: BlockingQueueHandle<unknown>) {
    this.worker = new Worker(new URL('./thread.mjs', import.meta.url), { workerData: handle })
    this.worker.setMaxListeners(100)
    this.threadId = this.worker.threadId
  }

  /** Resolves with the first answer that fits. */
  answer(fits: (answer: Answer) => boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const onMessage = (answer: Answer) => {
        if (!fits(answer)) return
        this.worker.off('message', onMessage)
        resolve(answer)
      }
      this.worker.on('message', onMessage)
      this.worker.once('error', reject)
    })
  }

  /** Starts an action. `started` resolves when the thread has begun with it, `ended` with its value or error code. */
  start(action: string, args: object = {}): { started: Promise<unknown>; ended: Promise<unknown> } {
    const id = this.#nextId++
    const started = this.answer((answer) => answer.id === id)
    const ended = this.answer((answer) => answer.id === id && answer.started !== true).then(
      ({ error, value }) => error?.code ?? value,
    )
    this.worker.postMessage({ id, action, ...args })
    return { started, ended }
  }

  async run(action: string, args: object = {}): Promise<unknown> {
    return await this.start(action, args).ended
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}

/** Resolves once `condition` holds; the test's own time limit ends it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2))
}
