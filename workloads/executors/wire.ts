import { deserialize, serialize } from 'node:v8'
import { isPlainPrimitive } from './plain.ts'

/**
 * How messages travel between processes: over a socket pair of our own, because Node's IPC channel costs twice the time
 * with structured clone, and has no text and clone side by side. Most messages are numbers and short texts: they are JSON
 * lines, which are written and read fastest. All others are a zero byte, the length (32 bit, little-endian), and the
 * structured clone of V8.
 */
const LINE_END = 0x0a
const CLONE = 0
const HEAD_BYTES = 5

/** In lines, in place of `undefined`. Nothing else in a line is a list in a list. */
const UNDEFINED: readonly never[] = []

/** @throws Error (DataCloneError) when something in the message cannot be cloned */
export function encode(message: object): string | Buffer {
  const line = encodeLine(message)
  if (line !== null) return line
  const clone = serialize(message)
  const head = Buffer.allocUnsafe(HEAD_BYTES)
  head[0] = CLONE
  head.writeUInt32LE(clone.length, 1)
  return Buffer.concat([head, clone])
}

/** JSON of a message whose lists hold nothing but what JSON keeps; null for another. */
function encodeLine(message: object): string | null {
  const sent: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(message) as [string, unknown][]) {
    const list = Array.isArray(value) ? encodeList(value) : null
    if (list === null && !isPlainPrimitive(value)) return null
    sent[name] = list ?? value
  }
  return `${JSON.stringify(sent)}\n`
}

function encodeList(list: unknown[]): unknown[] | null {
  let hasUndefined = false
  for (const value of list) {
    if (value === undefined) hasUndefined = true
    else if (!isPlainPrimitive(value)) return null
  }
  return hasUndefined ? list.map((value) => (value === undefined ? UNDEFINED : value)) : list
}

function decodeLine(line: string): unknown {
  const message = JSON.parse(line) as object
  for (const value of Object.values(message) as unknown[]) {
    if (!Array.isArray(value)) continue
    for (let at = 0; at < value.length; at++) if (Array.isArray(value[at])) value[at] = undefined
  }
  return message
}

/** Bytes of their own: what is read from a clone may be a view of them. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(copy)
  return copy
}

/** Puts messages together from the pieces in which a socket delivers them. */
export class Decoder {
  readonly #onMessage: (message: unknown) => void
  /** The beginning of a message whose end has not come. */
  #pieces: Buffer[] = []
  #bytes = 0
  /** Bytes until it may be whole; unknown for a line. */
  #awaited = 0

  constructor(onMessage: (message: unknown) => void) {
    this.#onMessage = onMessage
  }

  take(chunk: Buffer): void {
    if (this.#bytes === 0) {
      this.#keep(this.#read(chunk))
      return
    }
    // A line ends where a line end comes; a clone is read when all of it has come, not piece by piece.
    if (this.#awaited === 0 ? !chunk.includes(LINE_END) : this.#bytes + chunk.length < this.#awaited) {
      this.#keep(chunk)
      return
    }
    const whole = Buffer.concat([...this.#pieces, chunk])
    this.#pieces = []
    this.#bytes = 0
    this.#keep(this.#read(whole))
  }

  #keep(rest: Buffer): void {
    if (rest.length === 0) return
    this.#pieces.push(rest)
    this.#bytes += rest.length
  }

  /** Reads all whole messages; returns what is left. */
  #read(bytes: Buffer): Buffer {
    let at = 0
    this.#awaited = 0
    while (at < bytes.length) {
      if (bytes[at] === CLONE) {
        const end = at + HEAD_BYTES + (bytes.length - at < HEAD_BYTES ? 0 : bytes.readUInt32LE(at + 1))
        if (end > bytes.length) {
          this.#awaited = end - at
          break
        }
        this.#onMessage(deserialize(copyOf(bytes.subarray(at + HEAD_BYTES, end))))
        at = end
      } else {
        const end = bytes.indexOf(LINE_END, at)
        if (end < 0) break
        this.#onMessage(decodeLine(bytes.toString('utf8', at, end)))
        at = end + 1
      }
    }
    return bytes.subarray(at)
  }
}
