import type { Readable, Writable } from 'node:stream'
import type { Commands, Events } from './devtools-protocol.ts'

interface Message {
  id?: number
  method?: string
  params?: unknown
  sessionId?: string
  result?: unknown
  error?: { message: string }
}

interface Waiting {
  method: string
  resolve(result: unknown): void
  reject(error: Error): void
}

/** A DevTools connection over the two pipes of `--remote-debugging-pipe`: JSON messages, each ended by a zero byte. */
export class Devtools {
  readonly #out: Writable
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Map<string, (params: unknown) => void>()
  #lastId = 0

  constructor(out: Writable, incoming: Readable) {
    this.#out = out
    let parts: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => {
      let from = 0
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
        parts.push(chunk.subarray(from, end))
        this.#receive(JSON.parse(Buffer.concat(parts).toString()) as Message)
        parts = []
        from = end + 1
      }
      if (from < chunk.length) parts.push(chunk.subarray(from))
    })
    incoming.on('close', () => {
      for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: the browser is gone`))
      this.#waiting.clear()
    })
    out.on('error', () => {
      // The browser is gone; `close` above tells those who wait.
    })
  }

  /** Commands of one session are carried out in the order in which they are sent. */
  send<M extends keyof Commands>(method: M, params: Commands[M][0], sessionId?: string): Promise<Commands[M][1]> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject })
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  /** One listener for each event of a session (or of the browser). */
  on<E extends keyof Events>(event: E, sessionId: string | undefined, listener: (params: Events[E]) => void): void {
    this.#listeners.set(`${sessionId ?? ''} ${event}`, listener as (params: unknown) => void)
  }

  #receive({ id, method, params, sessionId, result, error }: Message): void {
    if (id === undefined) {
      this.#listeners.get(`${sessionId ?? ''} ${method ?? ''}`)?.(params)
      return
    }
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error === undefined) waiting?.resolve(result)
    else waiting?.reject(new Error(`${waiting.method}: ${error.message}`))
  }
}
