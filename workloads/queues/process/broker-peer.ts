import { FromBroker, HEADER_BYTES, numbersFrame } from './protocol.ts'
import { Runs, type Run } from './run.ts'

const NO_FRAME = Buffer.alloc(0)
/** Smallest and largest frame that is kept to be used again. */
const MIN_FRAME_BYTES = 4 * 1024
const MAX_FRAME_BYTES = 256 * 1024

/** A process at the queue, as the broker sees it. */
export class BrokerPeer {
  readonly #send: (frame: Buffer) => boolean
  /** For frames with items: used again when the one before has left. */
  #frame = NO_FRAME
  #ask = 0
  #refused = 0
  /** Items that it was given and has not said it took, oldest first. */
  readonly handedOut = new Runs()
  /** How many items it has said it took. */
  taken = 0
  /** Items and credits that it was given in all, modulo 2^32. */
  itemsGiven = 0
  creditsGiven = 0
  /** How many more it asks for. */
  demand = 0
  wanted = 0
  /** Credits that it holds. */
  credits = 0
  /** Gets and puts that wait in it. */
  gets = 0
  puts = 0

  /** @param send true: the bytes are free to be used again */
  constructor(send: (frame: Buffer) => boolean) {
    this.#send = send
  }

  /** Sends items, which the caller has entered in `handedOut`. */
  giveItems(runs: Run[]): void {
    const count = runs.reduce((sum, run) => sum + run.count, 0)
    this.itemsGiven = (this.itemsGiven + count) >>> 0
    this.demand = Math.max(0, this.demand - count)
    const bytes = runs.reduce((sum, run) => sum + run.bytes.length, 0)
    const length = HEADER_BYTES + 4 + bytes
    const frame = length <= this.#frame.length ? this.#frame : Buffer.allocUnsafeSlow(Math.max(MIN_FRAME_BYTES, length))
    frame.writeUInt32LE(1 + 4 + bytes, 0)
    frame[4] = FromBroker.items
    frame.writeUInt32LE(count, HEADER_BYTES)
    let at = HEADER_BYTES + 4
    for (const run of runs) {
      frame.set(run.bytes, at)
      at += run.bytes.length
    }
    const isFree = this.#send(frame.subarray(0, length))
    this.#frame = isFree && frame.length <= MAX_FRAME_BYTES ? frame : NO_FRAME
  }

  giveCredits(count: number): void {
    this.credits += count
    this.creditsGiven = (this.creditsGiven + count) >>> 0
    // It asks again when these are used up.
    this.wanted = 0
    this.#send(numbersFrame(FromBroker.credits, count, 0))
  }

  /** What the peer asks for, from its `Sync`. */
  want(creditLimit: number, creditAsk: number): void {
    this.#ask = creditAsk
    this.wanted = creditAsk === this.#refused ? 0 : Math.max(0, (creditLimit - this.creditsGiven) | 0)
  }

  /** There is no room and none will come by itself. */
  refuse(): void {
    this.wanted = 0
    this.#refused = this.#ask
    this.#send(numbersFrame(FromBroker.credits, 0, this.#ask))
  }

  sendState(state: number): void {
    this.#send(numbersFrame(FromBroker.state, state))
  }

  reply(id: number, value: number): void {
    this.#send(numbersFrame(FromBroker.reply, id, value))
  }
}
