import { Connection, type ClientAddress } from './connection.ts'
import { Inbox } from './inbox.ts'
import { Outbox } from './outbox.ts'
import { FromBroker, FromClient, numbersFrame, QueueState } from './protocol.ts'
import { Window } from './window.ts'

/** How long items and credits may lie here unused before they go back to the broker. */
const IDLE_MS = 2
/** A put or a get is told at once if the last word is longer ago than this, else with what follows. */
const PROMPT_MS = 1

/** Operations of this process that wait. */
export interface Waiting {
  readonly gets: number
  readonly puts: number
}

/**
 * What one process holds of a queue, items and room for items, and what it has to tell the broker. A slow process
 * tells each put and get before it returns; a fast one tells many together.
 */
export class Client {
  readonly connection: Connection
  readonly #waiting: () => Waiting
  readonly #inbox = new Inbox()
  readonly #outbox = new Outbox()
  readonly #getWindow: Window
  readonly #putWindow: Window
  /** Unused credits, and whether the broker said that there will be no more. */
  credits = 0
  isRefused = false
  #state = 0
  #undone = 0
  // To be told with the next word.
  #taken = 0
  #returned = 0
  #done = 0
  #creditsBack = 0
  // Totals, as in `Sync`.
  #itemsGot = 0
  #itemLimit = 0
  #creditsGot = 0
  #creditLimit = 0
  #creditAsk = 0
  #toldAt = 0
  #told = 0
  #isDirty = false
  #isFlushScheduled = false
  #idleTimer: NodeJS.Timeout | undefined

  constructor(address: ClientAddress, prefetch: number, waiting: () => Waiting) {
    this.#waiting = waiting
    this.#getWindow = new Window(prefetch)
    this.#putWindow = new Window(prefetch)
    this.connection = new Connection(address, {
      onFrame: (type, body) => this.#onFrame(type, body),
      onExit: () => this.flush(),
      onEnd: () => clearTimeout(this.#idleTimer),
    })
  }

  get size(): number {
    return this.#inbox.size
  }

  get isShutDown(): boolean {
    return this.#state !== 0
  }

  /** There are no more items, here or at the broker. */
  get hasEnded(): boolean {
    return this.#state === QueueState.ended && this.#inbox.size === 0
  }

  #onFrame(type: number, body: Buffer): void {
    if (type === FromBroker.items) this.#onItems(body.readUInt32LE(0), body.subarray(4))
    else if (type === FromBroker.credits) this.#onCredits(body.readUInt32LE(0), body.readUInt32LE(4))
    else if (type === FromBroker.state) this.#onState(body.readUInt32LE(0))
    else throw new RangeError(`there is no frame of type ${type}`)
    this.#watchIdle()
  }

  #onItems(count: number, items: Buffer): void {
    this.#itemsGot += count
    if (this.#state >= QueueState.dropped) {
      this.#returned += count
      this.#isDirty = true
      this.flush()
      return
    }
    this.#inbox.add(items, count)
    this.#getWindow.filled(count)
  }

  #onCredits(count: number, refused: number): void {
    // A refusal of an earlier request says nothing of the one that is under way.
    if (refused !== 0 && refused !== this.#creditAsk) return
    this.isRefused = refused !== 0
    this.#creditsGot += count
    this.#creditLimit = this.#creditsGot
    this.credits += count
    this.#putWindow.filled(count)
    if (this.isShutDown) this.#giveBackCredits()
  }

  #onState(state: number): void {
    this.#state = Math.max(this.#state, state)
    if (state === QueueState.dropped) this.#returned += this.#inbox.clear()
    this.#giveBackCredits()
  }

  #giveBackCredits(): void {
    this.#creditsBack += this.credits
    this.credits = 0
    this.#isDirty = true
    this.flush()
  }

  /** Puts an item into room that is held. @throws NotCloneableError, QueueFullError; then nothing has happened */
  put(item: unknown): void {
    this.#outbox.addItem(item)
    this.#afterPut()
  }

  /** The same with an item that was encoded before. */
  putEncoded(bytes: Buffer): void {
    this.#outbox.add(bytes)
    this.#afterPut()
  }

  #afterPut(): void {
    if (--this.credits === 0) this.#putWindow.emptied()
    this.#tell()
  }

  /** Takes the next item of those that are here. */
  take(): unknown {
    this.connection.countTaken()
    this.#taken++
    this.#undone++
    if (this.#inbox.size === 1) this.#getWindow.emptied()
    this.#tell()
    return this.#inbox.shift()
  }

  /** Counts an item as done if it was taken here and is not yet. False: the broker must be asked. */
  done(): boolean {
    if (this.#undone === 0) return false
    this.#undone--
    this.#done++
    this.#schedule()
    return true
  }

  /** Asks for items, unless some are asked for already. */
  demandItems(): void {
    if (this.#itemLimit > this.#itemsGot) return
    this.#itemLimit = this.#itemsGot + Math.max(this.#getWindow.size, this.#waiting().gets)
    this.#isDirty = true
    this.flush()
  }

  /** Asks for room, unless that is done already. */
  wantCredits(): void {
    if (this.#creditLimit > this.#creditsGot || this.isShutDown) return
    this.isRefused = false
    this.#creditAsk = Math.max(1, (this.#creditAsk + 1) >>> 0)
    this.#creditLimit = this.#creditsGot + Math.max(this.#putWindow.size, this.#waiting().puts)
    this.#isDirty = true
    this.flush()
  }

  /** More or fewer operations wait; monitors want to know. */
  waitsChanged(): void {
    this.#schedule()
  }

  /** A wait was given up: what it asked for goes to others. */
  withdraw(): void {
    const { gets, puts } = this.#waiting()
    if (gets === 0) this.#itemLimit = this.#itemsGot
    if (puts === 0) this.#creditLimit = this.#creditsGot
    this.#schedule()
  }

  /** Asks the broker something, after telling it all that happened before. */
  async ask(what: number, signal?: AbortSignal): Promise<number> {
    await this.connection.open()
    this.flush()
    return await this.connection.ask((id) => numbersFrame(FromClient.ask, id, what), signal)
  }

  #tell(): void {
    this.#isDirty = true
    // With a flush on its way the clock is not worth reading each time.
    if (this.#isFlushScheduled && (++this.#told & 7) !== 0) return
    const now = performance.now()
    if (now - this.#toldAt > PROMPT_MS || this.#outbox.isLarge) this.#flushAt(now)
    else this.#schedule()
  }

  #schedule(): void {
    this.#isDirty = true
    if (this.#isFlushScheduled) return
    this.#isFlushScheduled = true
    setImmediate(() => {
      this.#isFlushScheduled = false
      this.flush()
    })
  }

  /** Tells the broker everything. */
  flush(): void {
    this.#flushAt(performance.now())
  }

  #flushAt(now: number): void {
    if (!this.connection.isOpen || !this.#isDirty) return
    this.#isDirty = false
    this.#toldAt = now
    const frames = this.#outbox.close({
      taken: this.#taken,
      returned: this.#returned,
      done: this.#done,
      credits: this.#creditsBack,
      itemLimit: this.#itemLimit,
      creditLimit: this.#creditLimit,
      creditAsk: this.#creditAsk,
      ...this.#waiting(),
    })
    this.#taken = this.#returned = this.#done = this.#creditsBack = 0
    this.#outbox.open(this.connection.send(frames))
  }

  /** Items and room that nobody here uses go back, for others. */
  #watchIdle(): void {
    if (this.#inbox.size === 0 && this.credits === 0) return
    this.#idleTimer ??= setTimeout(() => {
      this.#idleTimer = undefined
      const isBusy = performance.now() - this.#toldAt < IDLE_MS
      const { gets, puts } = this.#waiting()
      if (!isBusy && gets === 0) {
        this.#returned += this.#inbox.clear()
        this.#itemLimit = this.#itemsGot
      }
      if (!isBusy && puts === 0) {
        this.#creditsBack += this.credits
        this.credits = 0
        this.#creditLimit = this.#creditsGot
      }
      this.#isDirty ||= !isBusy
      if (isBusy) this.#watchIdle()
      else this.flush()
    }, IDLE_MS).unref()
  }
}
