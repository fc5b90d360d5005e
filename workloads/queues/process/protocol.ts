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
  /** count: u32, refused: u32 (1: there will be none, the memory limit is reached). */
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
  /** Items given back; of the items handed out, the newest. */
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

export function syncFrame(sync: Sync): Buffer {
  const { taken, returned, done, credits, itemLimit, creditLimit, gets, puts } = sync
  return numbersFrame(FromClient.sync, taken, returned, done, credits, itemLimit >>> 0, creditLimit >>> 0, gets, puts)
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
    gets: at(6),
    puts: at(7),
  }
}
