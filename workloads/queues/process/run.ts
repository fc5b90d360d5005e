import { FifoTaskQueue } from '../fifo-task-queue.ts'

/** Items that came one behind the other, as they came: the broker never looks into them. */
export class Run {
  /** Position of the first item among all that were ever put. */
  readonly seq: number
  readonly count: number
  /** Per item a length (u32) and bytes. */
  readonly bytes: Buffer

  constructor(seq: number, count: number, bytes: Buffer) {
    this.seq = seq
    this.count = count
    this.bytes = bytes
  }

  /** @throws RangeError when the bytes are not exactly `count` items */
  static check(count: number, bytes: Buffer): void {
    if (count > 0 && Run.#endOf(bytes, count) === bytes.length) return
    throw new RangeError('a frame does not hold its items')
  }

  static #endOf(bytes: Buffer, count: number): number {
    let at = 0
    for (let index = 0; index < count; index++) at += 4 + bytes.readUInt32LE(at)
    return at
  }

  /** The first `count` items, and the others. */
  split(count: number): [Run, Run] {
    const end = Run.#endOf(this.bytes, count)
    return [
      new Run(this.seq, count, this.bytes.subarray(0, end)),
      new Run(this.seq + count, this.count - count, this.bytes.subarray(end)),
    ]
  }
}

/** Runs in order, counted by items and bytes. */
export class Runs {
  readonly #runs = new FifoTaskQueue<Run>()
  count = 0
  bytes = 0

  push(run: Run): void {
    this.#runs.push(run)
    this.count += run.count
    this.bytes += run.bytes.length
  }

  /** Takes up to `most` items from the front, from one run. */
  shift(most: number): Run | undefined {
    let run = this.#runs.shift()
    if (run === undefined) return undefined
    if (run.count > most) {
      const [first, others] = run.split(most)
      this.#runs.unshift(others)
      run = first
    }
    this.count -= run.count
    this.bytes -= run.bytes.length
    return run
  }

  /** Takes `count` items from the front, or as many as there are, and says how many that were. */
  drop(count: number): number {
    let left = count
    while (left > 0) {
      const run = this.shift(left)
      if (run === undefined) break
      left -= run.count
    }
    return count - left
  }

  /** Takes all. */
  clear(): Run[] {
    this.count = 0
    this.bytes = 0
    return this.#runs.clear()
  }

  /** Puts back items that were taken, where they belong. */
  putBack(run: Run): void {
    const before: Run[] = []
    for (let first = this.#runs.shift(); first !== undefined; first = this.#runs.shift()) {
      if (first.seq > run.seq) {
        this.#runs.unshift(first)
        break
      }
      before.push(first)
    }
    this.#runs.unshift(run)
    for (const each of before.reverse()) this.#runs.unshift(each)
    this.count += run.count
    this.bytes += run.bytes.length
  }
}
