/**
 * What the processes of a `ProcessQueue` and its broker say to each other. A frame is its length (u32, of what
 * follows), its type (u8) and its fields; all numbers are little-endian. Items are a length (u32) and bytes each.
 *
 * The queue's room is handed out as credits: a producer that holds one may put without asking. Items are handed out
 * on demand: a consumer says how many it will take, and tells later how many it took. So in full flow one frame
 * carries many items, and nobody waits for an answer.
 */
export const FromClient = {
  /** token: text. The first frame; nothing else is read before it. */
  hello: 1,
  /** count: u32, items. Uses up as many credits. */
  put: 2,
  /** The fields of `Sync`, u32 each. */
  sync: 3,
  /** id: u32, what: u32 (`Ask`). Answered by a reply with the same id. */
  ask: 4,
} as const

export const FromBroker = {
  /** connection: u32. The token was right. */
  welcome: 1,
  /** count: u32, items. */
  items: 2,
  /** count: u32, refused: u32 (the `creditAsk` for which there is no memory; 0: none). */
  credits: 3,
  /** state: u32 (`QueueState`). */
  state: 4,
  /** id: u32, value: u32. */
  reply: 5,
} as const

export const Ask = {
  /** Items in the queue. */
  size: 0,
  /** One credit, or 0 if the queue is full. */
  credit: 1,
  /** One item (it comes before the reply): 1, or 0 if there is none. */
  item: 2,
  /** One more item done: 1, or 0 if that is too many. */
  done: 3,
  /** 1, once everything is done. */
  join: 4,
  shutDown: 5,
  shutDownImmediately: 6,
  /** Items put and not done. */
  unfinished: 7,
  /** Blocked gets, then blocked puts, in 16 bits each. */
  waiters: 8,
} as const

export const QueueState = {
  /** No more puts. */
  shutDown: 1,
  /** And what is buffered is to be dropped. */
  dropped: 2,
  /** And there are no more items. */
  ended: 3,
} as const

/** What a client has to tell, in the order of the fields. */
export interface Sync {
  /** Items taken since the last time; of the items handed out, the oldest. */
  taken: number
  /** Items given back; of the items handed out, the oldest behind those taken: newer ones may be on their way. */
  returned: number
  /** Items done since the last time. */
  done: number
  /** Credits given back. */
  credits: number
  /**
   * How many items it will have accepted in all, and how many credits (both modulo 2^32). Told as totals, so that
   * what is on its way when this is sent is counted once.
   */
  itemLimit: number
  creditLimit: number
  /** Number of the last request for credits: a refusal is for the request that it names, and each is refused once. */
  creditAsk: number
  /** Gets and puts that wait in this process. */
  gets: number
  puts: number
}

export const HEADER_BYTES = 5

/** Longest frame: one item may fill it. */
export const MAX_FRAME_BYTES = 128 * 1024 * 1024
/** Longest frame before the token was checked. */
export const MAX_HELLO_BYTES = 256

/** A frame with room for `bytes` bytes of fields, from HEADER_BYTES on. */
export function createFrame(type: number, bytes: number): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + bytes)
  frame.writeUInt32LE(bytes + 1, 0)
  frame[4] = type
  return frame
}

/** A frame of numbers. */
export function numbersFrame(type: number, ...numbers: number[]): Buffer {
  const frame = createFrame(type, numbers.length * 4)
  for (const [index, number] of numbers.entries()) frame.writeUInt32LE(number, HEADER_BYTES + index * 4)
  return frame
}

const SYNC_FIELDS = 9
export const SYNC_BYTES = HEADER_BYTES + SYNC_FIELDS * 4

/** Writes a frame of SYNC_BYTES. */
export function writeSync(target: Buffer, start: number, sync: Sync): void {
  let at = target.writeUInt32LE(1 + SYNC_FIELDS * 4, start)
  at = target.writeUInt8(FromClient.sync, at)
  at = target.writeUInt32LE(sync.taken, at)
  at = target.writeUInt32LE(sync.returned, at)
  at = target.writeUInt32LE(sync.done, at)
  at = target.writeUInt32LE(sync.credits, at)
  at = target.writeUInt32LE(sync.itemLimit >>> 0, at)
  at = target.writeUInt32LE(sync.creditLimit >>> 0, at)
  at = target.writeUInt32LE(sync.creditAsk, at)
  at = target.writeUInt32LE(sync.gets, at)
  target.writeUInt32LE(sync.puts, at)
}

/** @throws RangeError when the frame is too short */
export function readSync(body: Buffer): Sync {
  const at = (index: number) => body.readUInt32LE(index * 4)
  return {
    taken: at(0),
    returned: at(1),
    done: at(2),
    credits: at(3),
    itemLimit: at(4),
    creditLimit: at(5),
    creditAsk: at(6),
    gets: at(7),
    puts: at(8),
  }
}
