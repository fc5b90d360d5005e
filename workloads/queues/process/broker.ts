import { type BrokerPeer } from './broker-peer.ts'
import { Ask, QueueState, type Sync } from './protocol.ts'
import { Run, Runs } from './run.ts'

/** Most credits that a producer of an unbounded queue holds. */
const UNBOUNDED_CREDITS = 4096

/** Longest that room is held back to be given out together with more. */
const GATHER_MS = 1

export interface BrokerOptions {
  /** 0: unbounded. */
  readonly maxSize: number
  /** Most bytes of items. */
  readonly memoryLimitBytes: number
}

/**
 * The queue itself, in the thread of its own that the process which made it keeps for it. It knows peers, not sockets.
 *
 * Room: maxSize >= items waiting + items handed out and not taken yet + credits given. An item that was handed out
 * stays here until its consumer says that it took it; what a lost consumer had not taken goes back to its place.
 */
export class Broker {
  readonly #options: BrokerOptions
  readonly #peers = new Set<BrokerPeer>()
  readonly #waiting = new Runs()
  readonly #joins: (() => void)[] = []
  #nextSeq = 0
  #done = 0
  #handedOut = 0
  #credits = 0
  #shutDown = false
  #ended = false
  /** Peers take turns in being served first. */
  #turn = 0
  #isRoomComing = false

  constructor(options: BrokerOptions) {
    this.#options = options
  }

  get #unfinished(): number {
    return this.#nextSeq - this.#done
  }

  join(peer: BrokerPeer): void {
    this.#peers.add(peer)
    if (this.#shutDown) peer.sendState(this.#ended ? QueueState.ended : QueueState.shutDown)
  }

  /** @throws RangeError when the peer breaks the rules */
  put(peer: BrokerPeer, count: number, bytes: Buffer): void {
    Run.check(count, bytes)
    if (count > peer.credits) throw new RangeError('a peer put more than it may')
    this.#takeCredits(peer, count)
    const run = new Run(this.#nextSeq, count, bytes)
    this.#nextSeq += count
    // Puts that were under way at the shutdown still count; after an immediate one nobody would take them.
    if (this.#ended) this.#finish(count)
    else this.#waiting.push(run)
    this.#serve()
  }

  /** @throws RangeError when the peer breaks the rules */
  sync(peer: BrokerPeer, sync: Sync): void {
    if (sync.taken + sync.returned > peer.handedOut.count || sync.credits > peer.credits) {
      throw new RangeError('a peer counts wrongly')
    }
    this.#take(peer, sync.taken)
    if (sync.returned > 0) this.#takeBack(peer, sync.returned)
    this.#takeCredits(peer, sync.credits)
    peer.demand = Math.max(0, (sync.itemLimit - peer.itemsGiven) | 0)
    peer.want(sync.creditLimit, sync.creditAsk)
    if (this.#shutDown) peer.wanted = 0
    peer.gets = sync.gets
    peer.puts = sync.puts
    this.#finish(Math.min(sync.done, this.#unfinished))
    this.#serve()
  }

  /** Answers a question, at once or (join) when it is true. */
  ask(peer: BrokerPeer, id: number, what: number): void {
    if (what === Ask.join) {
      const reply = () => peer.reply(id, 1)
      if (this.#unfinished === 0) reply()
      else this.#joins.push(reply)
      return
    }
    const value = this.#answer(peer, what)
    peer.reply(id, value)
    this.#serve()
  }

  #answer(peer: BrokerPeer, what: number): number {
    switch (what) {
      case Ask.size:
        return this.#waiting.count + this.#handedOut
      case Ask.unfinished:
        return this.#unfinished
      case Ask.waiters: {
        const sum = (of: 'gets' | 'puts') => Math.min(0xffff, [...this.#peers].reduce((all, each) => all + each[of], 0))
        return (sum('gets') << 16) | sum('puts')
      }
      case Ask.credit:
        if (this.#shutDown || this.#room() < 1) return 0
        this.#giveCredits(peer, 1)
        return 1
      case Ask.item:
        return this.#handOut(peer, 1) ? 1 : 0
      case Ask.done:
        if (this.#unfinished === 0) return 0
        this.#finish(1)
        return 1
      case Ask.shutDown:
      case Ask.shutDownImmediately:
        this.shutDown(what === Ask.shutDownImmediately)
        return 1
      default:
        throw new RangeError(`there is no question ${what}`)
    }
  }

  /** A peer is gone. `taken`: how many items it took in all, if that is known better than by its last word. */
  leave(peer: BrokerPeer, taken?: number): void {
    if (!this.#peers.delete(peer)) return
    if (taken !== undefined) this.#take(peer, Math.max(0, Math.min(taken - peer.taken, peer.handedOut.count)))
    this.#takeBack(peer, peer.handedOut.count)
    this.#takeCredits(peer, peer.credits)
    this.#serve()
  }

  shutDown(immediate: boolean): void {
    this.#shutDown = true
    for (const peer of this.#peers) peer.wanted = 0
    if (immediate) {
      this.#finish(this.#waiting.count)
      this.#waiting.clear()
    }
    // What consumers hold is theirs to drop: they know what they have taken meanwhile, and give back the rest.
    for (const peer of this.#peers) peer.sendState(immediate ? QueueState.dropped : QueueState.shutDown)
    if (immediate) this.#end()
    this.#serve()
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    for (const peer of this.#peers) peer.sendState(QueueState.ended)
  }

  #take(peer: BrokerPeer, count: number): void {
    peer.handedOut.drop(count)
    peer.taken += count
    this.#handedOut -= count
  }

  /** The oldest ones: a peer gives back all that it has, and what is on its way to it is newer than that. */
  #takeBack(peer: BrokerPeer, count: number): void {
    for (let left = count; left > 0; ) {
      const back = peer.handedOut.shift(left)
      if (back === undefined) return
      left -= back.count
      this.#handedOut -= back.count
      if (this.#ended) this.#finish(back.count)
      else this.#waiting.putBack(back)
    }
  }

  #takeCredits(peer: BrokerPeer, count: number): void {
    peer.credits -= count
    this.#credits -= count
  }

  #finish(count: number): void {
    this.#done += count
    if (count > 0 && this.#unfinished === 0) for (const reply of this.#joins.splice(0)) reply()
  }

  /** Gives items to those who asked for some and room to those who want it. */
  #serve(): void {
    this.#turn++
    this.#handOutAll()
    this.#giveRoom()
    if (this.#shutDown && this.#waiting.count + this.#handedOut + this.#credits === 0) this.#end()
  }

  /** Peers to whom `wish` applies, each time starting with another one. */
  #inTurn(wish: (peer: BrokerPeer) => boolean): BrokerPeer[] {
    const peers: BrokerPeer[] = []
    for (const peer of this.#peers) if (wish(peer)) peers.push(peer)
    if (peers.length < 2) return peers
    const start = this.#turn % peers.length
    return [...peers.slice(start), ...peers.slice(0, start)]
  }

  #handOutAll(): void {
    while (this.#waiting.count > 0) {
      // Those who have nothing to work on come first; it also keeps batches large.
      let peers = this.#inTurn((peer) => peer.demand > 0 && peer.handedOut.count === 0)
      if (peers.length === 0) peers = this.#inTurn((peer) => peer.demand > 0)
      if (peers.length === 0) return
      const share = Math.ceil(this.#waiting.count / peers.length)
      for (const peer of peers) {
        this.#handOut(peer, Math.min(share, peer.demand))
      }
    }
  }

  #handOut(peer: BrokerPeer, count: number): boolean {
    const runs: Run[] = []
    for (let left = count; left > 0; ) {
      const run = this.#waiting.shift(left)
      if (run === undefined) break
      left -= run.count
      this.#handedOut += run.count
      peer.handedOut.push(run)
      runs.push(run)
    }
    if (runs.length > 0) peer.giveItems(runs)
    return runs.length > 0
  }

  get #memoryFull(): boolean {
    return this.#waiting.bytes >= this.#options.memoryLimitBytes
  }

  #room(): number {
    if (this.#memoryFull) return 0
    const { maxSize } = this.#options
    return maxSize > 0 ? maxSize - this.#waiting.count - this.#handedOut - this.#credits : Infinity
  }

  /**
   * Little room and items on their way out: to wait a moment for more room makes one frame of many. Without this the
   * flow falls apart into frames of one item (Clark, "Window and Acknowledgement Strategy in TCP", RFC 813).
   */
  #isRoomGrowing(peers: BrokerPeer[]): boolean {
    const wanted = peers.reduce((sum, peer) => sum + peer.wanted, 0)
    return this.#handedOut > 0 && this.#room() < Math.min(wanted, this.#options.maxSize / 2)
  }

  #giveRoom(isLate = false): void {
    const peers = this.#inTurn((peer) => peer.wanted > 0)
    if (peers.length === 0) return
    if (this.#memoryFull && this.#options.maxSize === 0) {
      for (const peer of peers) peer.refuse()
      return
    }
    if (!isLate && this.#isRoomGrowing(peers)) {
      this.#giveRoomSoon()
      return
    }
    for (const [index, peer] of peers.entries()) {
      const share = Math.ceil(this.#room() / (peers.length - index))
      const count = Math.min(share, peer.wanted, UNBOUNDED_CREDITS)
      if (count >= 1) this.#giveCredits(peer, count)
    }
  }

  #giveRoomSoon(): void {
    if (this.#isRoomComing) return
    this.#isRoomComing = true
    setTimeout(() => {
      this.#isRoomComing = false
      this.#giveRoom(true)
    }, GATHER_MS)
  }

  #giveCredits(peer: BrokerPeer, count: number): void {
    this.#credits += count
    peer.giveCredits(count)
  }
}

