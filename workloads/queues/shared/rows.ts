import { UsageError } from '../../contract/errors.ts'
import { type Arena, type Block } from './arena.ts'
import { MAX_ROWS, ROW_WORDS, Row, Word } from './layout.ts'

/** How many operations of a thread wait on the queue now. Above 1 only in threads that use the async forms. */
export interface QueueWaiter {
  readonly threadId: number
  readonly gets: number
  readonly puts: number
  readonly joins: number
}

/** In place of a thread: it is dead, and the next rebuild frees its row. */
const DEAD = -1

export type WaitKind = 'gets' | 'puts' | 'joins'

/** The entry of one attachment in the queue's table of threads: who it is, what it waits for, which blocks it holds. */
export class ThreadRow {
  readonly #words: Int32Array
  readonly #base: number
  /** The owner in the lock word; above 0 and of no other attachment. */
  readonly owner: number

  private constructor(words: Int32Array, index: number) {
    this.#words = words
    this.#base = Word.rows + index * ROW_WORDS
    this.owner = index + 1
  }

  /**
   * Enters a thread into the table.
   * @throws UsageError when MAX_ROWS threads are attached
   */
  static claim(words: Int32Array, threadId: number): ThreadRow {
    for (let index = 0; index < MAX_ROWS; index++) {
      const word = Word.rows + index * ROW_WORDS + Row.thread
      if (Atomics.compareExchange(words, word, 0, threadId + 1) === 0) return new ThreadRow(words, index)
    }
    throw new UsageError(
      `${MAX_ROWS} threads are attached to this queue, and no more can be. ` +
        'Call detach() in threads that are done with it, and releaseOwner(threadId) for those that ended.',
    )
  }

  /**
   * Marks the rows of a thread as those of a dead one, but not the row of the one that asks.
   * @returns the owners that the rows stand for
   */
  static markDead(words: Int32Array, threadId: number, except: ThreadRow): number[] {
    const owners: number[] = []
    for (let index = 0; index < MAX_ROWS; index++) {
      const word = Word.rows + index * ROW_WORDS + Row.thread
      if (index + 1 === except.owner) continue
      if (Atomics.compareExchange(words, word, threadId + 1, DEAD) === threadId + 1) owners.push(index + 1)
    }
    return owners
  }

  /** Frees the rows of the dead. Their blocks are found by the rebuild that this is a part of. */
  static clearDead(words: Int32Array): void {
    for (let index = 0; index < MAX_ROWS; index++) {
      if (words[Word.rows + index * ROW_WORDS + Row.thread] === DEAD) new ThreadRow(words, index).clear()
    }
  }

  /** Who waits; a snapshot that is a moment old. */
  static waiters(words: Int32Array): QueueWaiter[] {
    const waiters: QueueWaiter[] = []
    for (let base = Word.rows; base < Word.rows + MAX_ROWS * ROW_WORDS; base += ROW_WORDS) {
      const threadId = Atomics.load(words, base + Row.thread) - 1
      const [gets, puts, joins] = [words[base + Row.gets], words[base + Row.puts], words[base + Row.joins]]
      if (threadId < 0 || !(gets || puts || joins)) continue
      waiters.push({ threadId, gets: gets ?? 0, puts: puts ?? 0, joins: joins ?? 0 })
    }
    return waiters
  }

  /** Blocks that live attachments hold while they read or write them. Under the lock. */
  static blocksInUse(words: Int32Array): Block[] {
    const blocks: Block[] = []
    for (let base = Word.rows; base < Word.rows + MAX_ROWS * ROW_WORDS; base += ROW_WORDS) {
      if ((words[base + Row.thread] ?? 0) <= 0) continue
      for (const word of [Row.readBlock, Row.writeBlock]) {
        const offset = (words[base + word] ?? 0) - 1
        if (offset >= 0) blocks.push({ offset, sizeClass: words[base + word + 1] ?? 0 })
      }
    }
    return blocks
  }

  addWait(kind: WaitKind, change: 1 | -1): void {
    const word = this.#base + Row[kind]
    this.#words[word] = (this.#words[word] ?? 0) + change
  }

  holdForReading(offset: number, sizeClass: number): void {
    this.#words[this.#base + Row.readClass] = sizeClass
    this.#words[this.#base + Row.readBlock] = offset + 1
  }

  holdForWriting(offset: number, sizeClass: number): void {
    this.#words[this.#base + Row.writeClass] = sizeClass
    this.#words[this.#base + Row.writeBlock] = offset + 1
  }

  /** Gives back the block that was read, if there is one. Under the lock. */
  freeReadBlock(arena: Arena): boolean {
    const offset = (this.#words[this.#base + Row.readBlock] ?? 0) - 1
    if (offset < 0) return false
    this.#words[this.#base + Row.readBlock] = 0
    arena.free(offset, this.#words[this.#base + Row.readClass] ?? 0)
    return true
  }

  freeWriteBlock(arena: Arena): void {
    const offset = (this.#words[this.#base + Row.writeBlock] ?? 0) - 1
    if (offset < 0) return
    this.#words[this.#base + Row.writeBlock] = 0
    arena.free(offset, this.#words[this.#base + Row.writeClass] ?? 0)
  }

  /** The block for writing belongs to an item now. */
  forgetWriteBlock(): void {
    this.#words[this.#base + Row.writeBlock] = 0
  }

  /** Takes the thread out of the table, with what it waited for and held. */
  clear(): void {
    for (let word = ROW_WORDS - 1; word >= 0; word--) Atomics.store(this.#words, this.#base + word, 0)
  }
}
