/**
 * What lies where in the shared memory of a `BlockingQueue`. Three buffers: control words (fixed), slots (one per
 * item, grows), arena (bytes of items that are not plain numbers, grows).
 *
 * All of it is written under the lock. A thread may be killed between any two instructions, so the words are of two
 * kinds. FACTS say what is in the queue; each operation changes them by one store, its commit. Everything else is
 * DERIVED and can be rebuilt from the facts: whoever takes the lock over from a dead thread does so (`rebuild.ts`).
 *
 *   facts     slot.state (0: free), slot.seq/priority/value/block/length while the state is not 0, FLAGS, rows of
 *             attached threads; DONE and DRAINED_TO; MAX_SIZE
 *   derived   SIZE, HEAD, TAIL, FREE_SLOT, SLOTS_USED, slot.next, heap cells, NEXT_SEQ, free lists of the arena,
 *             the counters of sleepers
 */

/** Control words, as indices into an Int32Array. A bell takes the words `BELL_WORDS` from its base. */
export const Word = {
  lock: 0,
  size: 1,
  head: 2,
  tail: 3,
  freeSlot: 4,
  slotsUsed: 5,
  flags: 6,
  arenaUsed: 7,
  arenaFreed: 8,
  /** Puts that failed because the memory limit was reached. */
  memoryFull: 9,
  /** How often a dead thread's lock was taken over. */
  recovered: 10,
  /** Most items; 0: unbounded. A fact: `bound` changes it while threads wait. */
  maxSize: 11,
  // On cache lines of their own: these are what sleeping threads look at.
  notEmpty: 32,
  notFull: 48,
  allDone: 64,
  /** Heads of the arena's free lists, one per size class. */
  freeLists: 80,
  /** Rows of attached threads. */
  rows: 112,
} as const

/** The same buffer as a Float64Array; these lie in words 16 to 31. */
export const Double = { nextSeq: 8, done: 9, drainedTo: 10 } as const

export const Flag = { shutDown: 1, draining: 2 } as const

export const SIZE_CLASSES = 25

/** Most threads that can be attached to one queue at a time. */
export const MAX_ROWS = 256
export const ROW_WORDS = 8
/** Words of a row. A thread id is stored plus one; 0 is a free row. Blocks: offset in units plus one, 0 is none. */
export const Row = {
  thread: 0,
  gets: 1,
  puts: 2,
  joins: 3,
  readBlock: 4,
  readClass: 5,
  writeBlock: 6,
  writeClass: 7,
} as const

export const CONTROL_BYTES = (Word.rows + MAX_ROWS * ROW_WORDS) * 4

/** Fields of a slot, as indices into an Int32Array from the slot's base. */
export const SLOT_WORDS = 12
export const SlotWord = { state: 0, next: 1, block: 2, length: 3, sizeClass: 4, heapCell: 5 } as const
/** The same slot as a Float64Array, from half the base. */
export const SlotDouble = { value: 3, seq: 4, priority: 5 } as const
export const SLOT_BYTES = SLOT_WORDS * 4

export const SlotState = { free: 0, number: 1, bytes: 2 } as const

/** No slot: the end of a list. */
export const NONE = -1

export type QueueKind = 'fifo' | 'lifo' | 'priority'
