import { timingSafeEqual } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { Broker, type BrokerOptions } from './broker.ts'
import { BrokerPeer } from './broker-peer.ts'
import { FrameReader } from './frame-reader.ts'
import { Ledger } from './ledger.ts'
import { FromBroker, FromClient, MAX_FRAME_BYTES, MAX_HELLO_BYTES, numbersFrame, readSync } from './protocol.ts'

/** A connection that has not shown the token by then is closed. */
const HELLO_MS = 5000

export interface BrokerServerOptions extends BrokerOptions {
  /** Path of the socket. */
  readonly path: string
  readonly token: string
  /** Private folder of the queue. */
  readonly folder: string
}

/** The broker behind a socket that only processes with the token may use. */
export class BrokerServer {
  readonly #options: BrokerServerOptions
  readonly #broker: Broker
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #connections = 0

  constructor(options: BrokerServerOptions) {
    this.#options = options
    this.#broker = new Broker(options)
    this.#server = createServer((socket) => this.#accept(socket))
  }

  /** Resolves when clients can connect. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#options.path, resolve)
    })
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket)
    const reader = new FrameReader(MAX_HELLO_BYTES)
    const timer = setTimeout(() => socket.destroy(), HELLO_MS)
    let peer: BrokerPeer | undefined
    let ledger = ''
    const onFrame = (type: number, body: Buffer) => {
      if (peer !== undefined) {
        this.#onFrame(peer, type, body)
        return
      }
      if (type !== FromClient.hello || !this.#knows(body)) throw new RangeError('the token is wrong')
      clearTimeout(timer)
      reader.limitBytes = MAX_FRAME_BYTES
      const connection = ++this.#connections
      ledger = Ledger.pathOf(this.#options.folder, connection)
      peer = new BrokerPeer((frame) => {
        socket.write(frame)
        return socket.writableLength === 0
      })
      socket.write(numbersFrame(FromBroker.welcome, connection))
      this.#broker.join(peer)
    }
    socket.on('data', (chunk) => {
      try {
        reader.push(chunk, onFrame)
      } catch {
        // Whoever does not keep to the protocol is not one of ours, or is broken.
        socket.destroy()
      }
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      clearTimeout(timer)
      reader.clear()
      this.#sockets.delete(socket)
      if (peer !== undefined) this.#broker.leave(peer, Ledger.settle(ledger))
    })
  }

  #knows(token: Buffer): boolean {
    const ours = Buffer.from(this.#options.token)
    return token.length === ours.length && timingSafeEqual(token, ours)
  }

  #onFrame(peer: BrokerPeer, type: number, body: Buffer): void {
    if (type === FromClient.put) this.#broker.put(peer, body.readUInt32LE(0), body.subarray(4))
    else if (type === FromClient.sync) this.#broker.sync(peer, readSync(body))
    else if (type === FromClient.ask) this.#broker.ask(peer, body.readUInt32LE(0), body.readUInt32LE(4))
    else throw new RangeError(`there is no frame of type ${type}`)
  }
}
