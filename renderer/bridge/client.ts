import { z } from 'zod'
import {
  decodeBatch,
  deserializeError,
  PoolscopeError,
  replyMessageSchema,
  REQUESTS,
  type Batch,
  type RequestInput,
  type RequestMessage,
  type RequestName,
  type RequestOutput,
  type Transport,
  type WireMessage,
} from '../../workloads/contract/index.ts'

/** What the window says to its host and hears from it, made from the `REQUESTS` table of the contract. */
export interface Client {
  /**
   * Asks the host.
   * @throws the host's error, of our class where its code names one; `ERR_DISCONNECTED` when the host went away;
   * `ERR_PROTOCOL` when its answer is not what the table promises
   */
  request<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>
  onBatch(listener: (batch: Batch) => void): () => void
  /** A message that made no sense; the connection goes on. */
  onProblem(listener: (error: Error) => void): () => void
  onClose(listener: () => void): () => void
  close(): void
}

interface Pending {
  settle(message: { output: unknown }): void
  reject(error: Error): void
}

export function createClient(transport: Transport): Client {
  const pending = new Map<number, Pending>()
  const batchListeners = new Set<(batch: Batch) => void>()
  const problemListeners = new Set<(error: Error) => void>()
  const closeListeners = new Set<() => void>()
  let nextId = 0
  let closed = false

  const disposers = [transport.onMessage(receive), transport.onClose(end)]

  function receive(message: WireMessage): void {
    try {
      if (typeof message === 'string') answer(message)
      else {
        const batch = decodeBatch(message)
        for (const listener of batchListeners) listener(batch)
      }
    } catch (error) {
      const problem = error instanceof Error ? error : new Error(String(error))
      for (const listener of problemListeners) listener(problem)
    }
  }

  function answer(text: string): void {
    const reply = replyMessageSchema.safeParse(JSON.parse(text))
    if (!reply.success) throw protocolError('sent an answer of an unknown form', reply.error)
    const request = pending.get(reply.data.id)
    if (request === undefined) throw protocolError(`answered request ${reply.data.id}, which nobody made`)
    pending.delete(reply.data.id)
    if ('error' in reply.data) request.reject(deserializeError(reply.data.error))
    else request.settle(reply.data)
  }

  function end(): void {
    if (closed) return
    closed = true
    for (const dispose of disposers) dispose()
    const error = disconnected()
    for (const request of pending.values()) request.reject(error)
    pending.clear()
    for (const listener of closeListeners) listener()
  }

  return {
    request: (name, input) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(disconnected())
          return
        }
        const id = nextId++
        const settle = ({ output }: { output: unknown }): void => {
          const parsed = parseOutput(name, output)
          if (parsed instanceof Error) reject(parsed)
          else resolve(parsed)
        }
        pending.set(id, { settle, reject })
        transport.send(JSON.stringify({ id, request: name, input } satisfies RequestMessage))
      }),
    onBatch: (listener) => subscribe(batchListeners, listener),
    onProblem: (listener) => subscribe(problemListeners, listener),
    onClose: (listener) => subscribe(closeListeners, listener),
    close() {
      transport.close()
      end()
    },
  }
}

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The cast ties the table's schema, looked up by name, to the name's type: TypeScript cannot follow that itself. */
function parseOutput<N extends RequestName>(name: N, output: unknown): RequestOutput<N> | PoolscopeError {
  const parsed = REQUESTS[name].output.safeParse(output)
  if (parsed.success) return parsed.data as RequestOutput<N>
  return protocolError(`answered "${name}" in an unknown form; are window and host of one version?`, parsed.error)
}

function protocolError(what: string, cause?: z.ZodError): PoolscopeError {
  const detail = cause === undefined ? '' : `\n${z.prettifyError(cause)}`
  return new PoolscopeError('ERR_PROTOCOL', `The host ${what}.${detail}`, { cause })
}

function disconnected(): PoolscopeError {
  return new PoolscopeError('ERR_DISCONNECTED', 'The connection to the host is gone. It is tried again by itself.')
}
