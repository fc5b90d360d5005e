import {
  encodeBatch,
  MAX_REQUEST_BYTES,
  REQUESTS,
  requestMessageSchema,
  serializeError,
  UsageError,
  type ReplyMessage,
  type Transport,
  type WireMessage,
} from '../contract/index.ts'
import type { BatchReader } from '../telemetry/batch-reader.ts'
import type { Run } from '../runs/index.ts'
import type { Handlers } from './handlers.ts'

/** A window with more than this on its way gets no telemetry until some of it has left; its reader catches up. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024
/** Runs that a window may have to catch up with. */
const MAX_READERS = 3

/** One connected window: answers its requests and sends it the batches of the runs it follows. */
export class Client {
  readonly #transport: Transport
  readonly #handlers: Handlers
  /** Of one run, or of both of a race, by turns. The first are read to their ends before the next. */
  readonly #readers: (readonly BatchReader[])[] = []

  constructor(transport: Transport, handlers: Handlers) {
    this.#transport = transport
    this.#handlers = handlers
    transport.onMessage((message) => void this.#answer(message)) // never rejects: errors are answers
  }

  follow(...runs: readonly Run[]): void {
    this.#readers.push(runs.map((run) => run.openReader()))
    // A window that takes nothing must not keep every run of the day in memory.
    if (this.#readers.length > MAX_READERS) this.#readers.shift()
  }

  /** Sends the next batches if the window can take it; false when there is nothing more to come. */
  publish(): boolean {
    const readers = this.#readers[0]
    if (readers === undefined) return false
    if (this.#transport.bufferedBytes > MAX_BUFFERED_BYTES) return true
    for (const reader of readers) {
      const batch = reader.next()
      if (batch !== null) this.#transport.send(encodeBatch(batch))
    }
    if (readers.every(({ ended }) => ended)) this.#readers.shift()
    return this.#readers.length > 0
  }

  close(): void {
    this.#transport.close()
  }

  async #answer(message: WireMessage): Promise<void> {
    const id = idOf(message)
    let reply: ReplyMessage
    try {
      reply = { id, output: await this.#handle(message) }
    } catch (error) {
      const { name, message: text, code } = serializeError(error)
      reply = { id, error: { name, message: text, ...(code === undefined ? {} : { code }) } }
    }
    this.#transport.send(JSON.stringify(reply))
  }

  async #handle(message: WireMessage): Promise<unknown> {
    const known = requestMessageSchema.safeParse(parse(message))
    if (!known.success) throw new UsageError('A request has an id, and a name that this version of the app knows.')
    const { request, input } = known.data
    const parsed = REQUESTS[request].input.safeParse(input)
    if (!parsed.success) {
      throw new UsageError(`The request "${request}" is malformed: ${parsed.error.issues[0]?.message ?? ''}`)
    }
    const handle = this.#handlers[request] as (input: unknown) => Promise<unknown>
    return handle(parsed.data)
  }
}

function parse(message: WireMessage): unknown {
  if (typeof message !== 'string') throw new UsageError('A request must be text.')
  if (message.length > MAX_REQUEST_BYTES) throw new UsageError(`A request may have ${MAX_REQUEST_BYTES} characters.`)
  try {
    return JSON.parse(message)
  } catch (cause) {
    throw new UsageError('A request must be JSON.', { cause })
  }
}

/** -1 for a message without one: its sender cannot match the answer, but it is told. */
function idOf(message: WireMessage): number {
  try {
    return requestMessageSchema.pick({ id: true }).parse(parse(message)).id
  } catch {
    return -1
  }
}
