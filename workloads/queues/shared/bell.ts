/// <reference lib="es2024.sharedmemory" />
import { pause } from './lock.ts'
/** Words that a bell takes from its base. */
const SEQ = 0
const SLEEPERS = 1
const RUNG = 2
const ASYNC_SEQ = 3
const ASYNC_SLEEPERS = 4
const WATCHER = 5

/** A watcher looks so often, every 7 us or so, before it goes to sleep; a sleep and a wake-up cost about as much. */
const LOOKS = 5
const LOOK_PAUSE = 10_000

/** What `ring` left to do once the lock is released. */
export const Wake = { nobody: 0, one: 1, loops: 2 } as const

/**
 * Where threads sleep until something changes: a condition variable in shared memory. Everything but `sleep`,
 * `changed` and `wake` is called under the lock.
 *
 * Before a thread sleeps it watches for a moment, if no other does: at full speed the change mostly comes sooner than a
 * wake-up would, and a change that the watcher will use rings for nobody.
 *
 * Blocked threads are woken one at a time: `RUNG` counts those on their way, so that a burst of changes costs one
 * wake-up. Threads with an event loop sleep apart and are all woken, because the one that would be picked may be busy
 * with something else for long while another could take the item.
 */
export class Bell {
  readonly #words: Int32Array
  readonly #base: number

  constructor(words: Int32Array, base: number) {
    this.#words = words
    this.#base = base
  }

  #get(word: number): number {
    return this.#words[this.#base + word] ?? 0
  }

  #set(word: number, value: number): void {
    this.#words[this.#base + word] = value
  }

  /**
   * Watches until `ready` says so, not under the lock. The caller then tries again, and if it fails, sleeps.
   * @param owner of the lock, for this thread
   */
  watch(owner: number, ready: () => boolean): void {
    const word = this.#base + WATCHER
    if (Atomics.compareExchange(this.#words, word, 0, owner) !== 0) return
    for (let look = 0; look < LOOKS && !ready(); look++) pause(LOOK_PAUSE)
    // A change from here on rings again; one from before is seen by the try under the lock that follows.
    Atomics.compareExchange(this.#words, word, owner, 0)
  }

  /** Counts the caller as asleep. Returns the ticket for `sleep`. */
  enter(): number {
    this.#set(SLEEPERS, this.#get(SLEEPERS) + 1)
    return Atomics.load(this.#words, this.#base + SEQ)
  }

  /** After `sleep`, whatever it returned. */
  leave(): void {
    this.#set(SLEEPERS, this.#get(SLEEPERS) - 1)
    this.#set(RUNG, Math.max(0, this.#get(RUNG) - 1))
  }

  /** Blocks the thread until the bell rings. False when the time was up. */
  sleep(ticket: number, timeoutMs: number): boolean {
    return Atomics.wait(this.#words, this.#base + SEQ, ticket, timeoutMs) !== 'timed-out'
  }

  /** Counts this event loop as asleep; `changed` tells when it should look again. */
  enterLoop(): number {
    this.#set(ASYNC_SLEEPERS, this.#get(ASYNC_SLEEPERS) + 1)
    return Atomics.load(this.#words, this.#base + ASYNC_SEQ)
  }

  /** Resolves when a bell rang since `enterLoop`. */
  async changed(ticket: number): Promise<void> {
    const wait = Atomics.waitAsync(this.#words, this.#base + ASYNC_SEQ, ticket)
    if (wait.async) await wait.value
  }

  /**
   * Something changed that one sleeper can use.
   * @param left how many could go on now
   */
  ring(left: number): number {
    let wake: number = Wake.nobody
    if (left <= 1 && Atomics.load(this.#words, this.#base + WATCHER) !== 0) return wake
    if (this.#get(SLEEPERS) > this.#get(RUNG)) {
      this.#set(RUNG, this.#get(RUNG) + 1)
      Atomics.add(this.#words, this.#base + SEQ, 1)
      wake |= Wake.one
    }
    if (this.#get(ASYNC_SLEEPERS) > 0) {
      this.#set(ASYNC_SLEEPERS, 0)
      Atomics.add(this.#words, this.#base + ASYNC_SEQ, 1)
      wake |= Wake.loops
    }
    return wake
  }

  /** After the lock is released: wakes whom `ring` chose. */
  wake(wake: number): void {
    if ((wake & Wake.one) !== 0) Atomics.notify(this.#words, this.#base + SEQ, 1)
    if ((wake & Wake.loops) !== 0) Atomics.notify(this.#words, this.#base + ASYNC_SEQ)
  }

  /**
   * Something changed for everybody. Also puts right what a dead thread left: one that died asleep stays counted, in
   * SLEEPERS and from here on in RUNG, where it changes nothing.
   */
  ringAll(): void {
    this.#set(RUNG, this.#get(SLEEPERS))
    this.#set(ASYNC_SLEEPERS, 0)
    Atomics.store(this.#words, this.#base + WATCHER, 0)
    this.wakeAll()
  }

  /** Wakes all without touching the counts: for when the lock cannot be had. */
  wakeAll(): void {
    Atomics.add(this.#words, this.#base + SEQ, 1)
    Atomics.add(this.#words, this.#base + ASYNC_SEQ, 1)
    Atomics.notify(this.#words, this.#base + SEQ)
    Atomics.notify(this.#words, this.#base + ASYNC_SEQ)
  }
}
