import { closeSync, existsSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Claims: who owns a task that was handed to a worker but may not have started: the worker, which starts it, or the
 * pool, which takes it back to cancel it or to give it to an idle worker. Both sides claim by the task's id; ids grow
 * by one, and a worker starts its tasks in that order.
 */
export interface PoolClaims {
  /** Takes a task back; false when it has started. Also right after the worker's death. */
  takeBack(id: number): boolean
  hasStarted(id: number): boolean
  close(): void
}

/** The worker's side. */
export interface WorkerClaims {
  /** Call right before a task starts; false when the pool has taken it back. */
  start(id: number): boolean
}

/** More than the tasks in a worker's hands at any time, taken back or not. */
export const CLAIM_SLOTS = 1024
const slotOf = (id: number): number => id % CLAIM_SLOTS

const STARTED = 1
const TAKEN_BACK = 2
/** One word says which task a slot is about and what became of it. */
const word = (id: number, state: number): number => ((id << 2) | state) | 0

/** Between threads: one word of shared memory for each task, moved by compare-and-exchange. */
export class SharedClaims implements PoolClaims, WorkerClaims {
  static readonly BYTES = 4 * CLAIM_SLOTS
  readonly #words: Int32Array

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory)
  }

  start(id: number): boolean {
    return this.#claim(id, STARTED, TAKEN_BACK)
  }

  takeBack(id: number): boolean {
    return this.#claim(id, TAKEN_BACK, STARTED)
  }

  hasStarted(id: number): boolean {
    return Atomics.load(this.#words, slotOf(id)) === word(id, STARTED)
  }

  close(): void {
    // The memory goes with its last user.
  }

  #claim(id: number, mine: number, theirs: number): boolean {
    const slot = slotOf(id)
    for (;;) {
      const before = Atomics.load(this.#words, slot)
      if (before === word(id, theirs)) return false
      if (Atomics.compareExchange(this.#words, slot, before, word(id, mine)) === before) return true
    }
  }
}

/**
 * Between processes, which share no memory in Node: a small file, read and written in place. Each side writes its own
 * word first and then reads the other's, so at least one of them sees the other (Dekker's algorithm; the system calls
 * order the accesses). When both do, the worker gives way and reports the task as not started, and the pool takes its
 * own claim back.
 *
 *     word 0: 1 + id of the task that started last | words 1..: 1 + id of the task taken back, by slot
 */
class ClaimFile {
  readonly #fd: number
  readonly #word = new Int32Array(1)
  readonly #bytes = new Uint8Array(this.#word.buffer)

  constructor(fd: number) {
    this.#fd = fd
  }

  read(index: number): number {
    this.#word.fill(0) // what was never written reads as nothing
    readSync(this.#fd, this.#bytes, 0, 4, 4 * index)
    return this.#word[0] ?? 0
  }

  write(index: number, value: number): void {
    this.#word[0] = value
    writeSync(this.#fd, this.#bytes, 0, 4, 4 * index)
  }
}

/** The pool's side of a claim file, which it creates, nameless, and hands to the worker as an open descriptor. */
export class FileClaims implements PoolClaims {
  readonly fd: number
  readonly #file: ClaimFile
  #closed = false

  /** @throws the system's error when no temporary file can be made */
  constructor() {
    // Linux has a folder in memory; elsewhere the page cache serves as well.
    const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
    const path = join(folder, `poolscope-${randomUUID()}`)
    this.fd = openSync(path, 'wx+', 0o600)
    unlinkSync(path)
    this.#file = new ClaimFile(this.fd)
  }

  takeBack(id: number): boolean {
    if (this.#closed) return false
    this.#file.write(1 + slotOf(id), id + 1)
    if (!this.hasStarted(id)) return true
    this.#file.write(1 + slotOf(id), 0)
    return false
  }

  hasStarted(id: number): boolean {
    return this.#closed || ((this.#file.read(0) - (id + 1)) | 0) >= 0 // ids may have gone round the 32 bits
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    closeSync(this.fd)
  }
}

/** The worker's side of a claim file. */
export class FileStart implements WorkerClaims {
  readonly #file: ClaimFile

  constructor(fd: number) {
    this.#file = new ClaimFile(fd)
  }

  start(id: number): boolean {
    this.#file.write(0, id + 1)
    return this.#file.read(1 + slotOf(id)) !== ((id + 1) | 0)
  }
}
