import { connect, type Socket } from 'node:net'
import { InvalidStateError, WorkerLostError } from '../../contract/errors.ts'
import { FrameReader } from './frame-reader.ts'
import { Ledger } from './ledger.ts'
import { createFrame, FromBroker, FromClient, HEADER_BYTES, MAX_FRAME_BYTES } from './protocol.ts'

const FOREVER_MS = 0x7fffffff

export interface ClientAddress {
  readonly path: string
  readonly token: string
  /** Private folder of the queue. */
  readonly folder: string
}

export interface ConnectionEvents {
  /** @throws RangeError when the broker breaks the rules; that ends the connection */
  onFrame(type: number, body: Buffer): void
  /** The process is about to end: the last chance to send something. */
  onExit(): void
  onEnd(): void
}

interface PendingAsk {
  resolve(value: number): void
  reject(error: Error): void
}

/** A client's line to the broker: frames out, frames in, answers to questions, and the end of it. */
export class Connection {
  readonly #address: ClientAddress
  readonly #events: ConnectionEvents
  #socket: Socket | undefined
  #opened: Promise<void> | undefined
  #ledger: Ledger | undefined
  /** Why there is no line any more. */
  #ended: Error | undefined
  #changed = createSignal()
  #nextAsk = 1
  readonly #asks = new Map<number, PendingAsk>()

  constructor(address: ClientAddress, events: ConnectionEvents) {
    this.#address = address
    this.#events = events
  }

  get isOpen(): boolean {
    return this.#ledger !== undefined
  }

  /** Why there is no line any more; undefined as long as there is one, or could be. */
  get ended(): Error | undefined {
    return this.#ended
  }

  /** Resolves at the next news: a frame, or the end. */
  get changed(): Promise<void> {
    return this.#changed.promise
  }

  /** Connects, once. Rejects when the queue is gone. */
  open(): Promise<void> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended)
    this.#opened ??= new Promise((resolve, reject) => {
      const socket = connect(this.#address.path)
      const reader = new FrameReader(MAX_FRAME_BYTES)
      let cause: unknown
      this.#socket = socket
      const hello = createFrame(FromClient.hello, this.#address.token.length)
      hello.write(this.#address.token, HEADER_BYTES, 'latin1')
      socket.write(hello)
      socket.on('data', (chunk) => {
        try {
          reader.push(chunk, (type, body) => {
            if (type === FromBroker.welcome) {
              this.#welcome(body)
              resolve()
            } else if (type === FromBroker.reply) this.#onReply(body)
            else this.#events.onFrame(type, body)
          })
          this.#announce()
        } catch (error) {
          cause = error
          socket.destroy()
        }
      })
      socket.on('error', (error) => {
        cause = error
      })
      socket.on('close', () => reject(this.#end(lostError(cause))))
    })
    return this.#opened
  }

  #welcome(body: Buffer): void {
    this.#ledger = new Ledger(Ledger.pathOf(this.#address.folder, body.readUInt32LE(0)))
    // A queue does not keep a process alive; what waits for it does.
    this.#socket?.unref()
    process.on('exit', this.#onExit)
  }

  readonly #onExit = () => this.#events.onExit()

  #onReply(body: Buffer): void {
    const id = body.readUInt32LE(0)
    this.#asks.get(id)?.resolve(body.readUInt32LE(4))
  }

  #announce(): void {
    const changed = this.#changed
    this.#changed = createSignal()
    changed.resolve()
  }

  #end(error: Error): Error {
    const ended = (this.#ended ??= error)
    process.off('exit', this.#onExit)
    this.#ledger?.close()
    this.#ledger = undefined
    for (const ask of this.#asks.values()) ask.reject(ended)
    this.#events.onEnd()
    this.#announce()
    return ended
  }

  /** True: the operating system has it all, and the bytes may be used for something else. */
  send(frame: Buffer): boolean {
    const socket = this.#socket
    if (socket === undefined) return true
    socket.write(frame)
    return socket.writableLength === 0
  }

  /** Writes down that one more item was taken; from here on it is this process's. */
  countTaken(): void {
    this.#ledger?.count()
  }

  /** Sends a question and resolves with the answer. */
  ask(frame: (id: number) => Buffer, signal?: AbortSignal): Promise<number> {
    const id = this.#nextAsk++ >>> 0
    return new Promise((resolve, reject) => {
      const keepAlive = setInterval(() => undefined, FOREVER_MS)
      const settle = (end: () => void) => {
        this.#asks.delete(id)
        clearInterval(keepAlive)
        signal?.removeEventListener('abort', onAbort)
        end()
      }
      const onAbort = () => settle(() => reject(signal?.reason as Error))
      this.#asks.set(id, {
        resolve: (value) => settle(() => resolve(value)),
        reject: (error) => settle(() => reject(error)),
      })
      if (signal?.aborted === true) onAbort()
      else signal?.addEventListener('abort', onAbort)
      this.send(frame(id))
    })
  }

  /** Leaves the queue once all that was sent has left the process. */
  async close(): Promise<void> {
    const left = new InvalidStateError('This process has left the queue; ProcessQueue.connect(handle) joins it again.')
    const socket = this.#socket
    if (socket === undefined || socket.destroyed) {
      this.#end(left)
      return
    }
    this.#ended ??= left
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve())
      socket.ref()
      socket.end(() => socket.destroy())
    })
  }
}

function lostError(cause: unknown): Error {
  const options = cause === undefined ? undefined : { cause }
  return new WorkerLostError('The queue is gone: the process that made it has closed it or ended.', options)
}

function createSignal(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((resolvePromise) => {
    resolve = resolvePromise
  })
  return { promise, resolve }
}
