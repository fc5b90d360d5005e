import { InvalidStateError } from '../../contract/errors.ts'
import { Word } from './layout.ts'

/** Set in the lock word while somebody may be asleep on it. The other bits are the owner (0: free). */
const CONTENDED = 0x40000000
/**
 * Pauses between looks at a lock that is taken, in steps of some 0.7 ns: 0.3 us doubling to 4, 9 us in all, then sleep.
 * Measured: with one producer and two consumers, pauses of this length pass three times the items of none at all.
 */
const FIRST_PAUSE = 400
const LAST_PAUSE = 6400
/** Longest that a thread which must not block spins for the lock. Holders need microseconds, unless they are dead. */
const MAX_SPIN_MS = 1000

/**
 * Does nothing for a moment. A thread that looks at a word all the time takes its cache line from the
 * thread that is about to change it.
 */
export function pause(steps: number): void {
  for (let step = 0; step < steps; step++);
}

const LOCKED =
  `The queue has been locked for ${MAX_SPIN_MS} ms. Did a thread die in it? ` +
  'Then call queue.releaseOwner(threadId) with the id of that thread.'

/**
 * A mutex whose word names its owner, so that another thread can take it over from a dead one.
 * (The three states are those of U. Drepper, "Futexes Are Tricky", mutex 2.)
 */
export class Lock {
  readonly #words: Int32Array
  readonly #owner: number
  readonly #mayBlock: boolean

  /** @param owner a number above 0 that no other live thread uses */
  constructor(words: Int32Array, owner: number, mayBlock: boolean) {
    this.#words = words
    this.#owner = owner
    this.#mayBlock = mayBlock
  }

  acquire(): void {
    if (Atomics.compareExchange(this.#words, Word.lock, 0, this.#owner) === 0) return
    for (let steps = FIRST_PAUSE; steps <= LAST_PAUSE; steps *= 2) {
      pause(steps)
      if (Atomics.load(this.#words, Word.lock) === 0 && this.tryAcquire()) return
    }
    if (this.#mayBlock) this.#sleep()
    else if (!this.acquireWithin(MAX_SPIN_MS)) throw new InvalidStateError(LOCKED)
  }

  tryAcquire(): boolean {
    return Atomics.compareExchange(this.#words, Word.lock, 0, this.#owner) === 0
  }

  release(): void {
    const before = Atomics.exchange(this.#words, Word.lock, 0)
    if ((before & CONTENDED) !== 0) Atomics.notify(this.#words, Word.lock, 1)
  }

  /** Makes the lock ours if the dead thread `owner` holds it; then the caller repairs and releases. */
  takeOverFrom(owner: number): boolean {
    const word = Atomics.load(this.#words, Word.lock)
    if ((word & ~CONTENDED) !== owner) return false
    return Atomics.compareExchange(this.#words, Word.lock, word, this.#owner | CONTENDED) === word
  }

  #sleep(): void {
    for (;;) {
      const word = Atomics.load(this.#words, Word.lock)
      if (word === 0) {
        // Others may be asleep still, so the word must say so when we let go.
        if (Atomics.compareExchange(this.#words, Word.lock, 0, this.#owner | CONTENDED) === 0) return
        continue
      }
      const marked = word | CONTENDED
      if (word === marked || Atomics.compareExchange(this.#words, Word.lock, word, marked) === word) {
        Atomics.wait(this.#words, Word.lock, marked)
      }
    }
  }

  /** Spins, so that threads that must not block can use it. False when the time was up. */
  acquireWithin(limitMs: number): boolean {
    const start = performance.now()
    do {
      if (Atomics.load(this.#words, Word.lock) === 0 && this.tryAcquire()) return true
    } while (performance.now() - start < limitMs)
    return false
  }
}
