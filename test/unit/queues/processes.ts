import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { ProcessQueueHandle } from '#engine/queues/index.js'

interface Answer {
  readonly id?: number
  readonly ready?: boolean
  readonly took?: unknown
  readonly value?: unknown
  readonly error?: { readonly code: string; readonly message: string }
}

/** A child process at a queue. */
export class TestProcess {
  readonly child: ChildProcess
  /** Items that it said it took. */
  readonly took: unknown[] = []
  readonly #answers = new Map<number, (answer: Answer) => void>()
  readonly #ready: Promise<unknown>
  readonly exited: Promise<unknown>
  #nextId = 1

  private constructor() {
    this.child = fork(new URL('./process.mjs', import.meta.url))
    // Messages may be read after the exit; the end of the channel comes behind them.
    this.exited = Promise.all([once(this.child, 'exit'), once(this.child, 'disconnect')])
    this.#ready = new Promise((resolve) => {
      this.child.on('message', (answer: Answer) => {
        if (answer.ready === true) resolve(answer)
        if (answer.took !== undefined) this.took.push(...[answer.took].flat())
        if (answer.id !== undefined) this.#answers.get(answer.id)?.(answer)
      })
    })
  }

  /** A process at the queue, or at none yet. */
  static async start(handle?: ProcessQueueHandle<unknown>): Promise<TestProcess> {
    const started = new TestProcess()
    await started.#ready
    if (handle !== undefined) await started.run('connect', { handle })
    return started
  }

  /** Resolves with the value of the action, or with the code of its error. */
  async run(action: string, args: object = {}): Promise<unknown> {
    const id = this.#nextId++
    const answer = new Promise<Answer>((resolve) => this.#answers.set(id, resolve))
    this.child.send({ id, action, ...args })
    const { error, value } = await answer
    return error?.code ?? value
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.exited
  }
}
