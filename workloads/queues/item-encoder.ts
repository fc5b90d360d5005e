import { serialize } from 'node:v8'
import { NotCloneableError } from '../contract/errors.ts'
import { MAX_DEPTH, MAX_NESTED, Tag } from './item-format.ts'

/** `encode` did not fit; `needed` says how much to offer next. */
export const TOO_SMALL = -1
const NOT_PLAIN = -2
/** The longest character in UTF-8. */
const SLACK = 4

const double = new Float64Array(1)
const doubleBytes = new Uint8Array(double.buffer)

/**
 * Writes items as bytes. Plain data (numbers, strings, small records and lists, bytes) takes a short format that is
 * several times faster than node:v8's, which starts with about 2 us for even the smallest value; all else that can be
 * cloned goes through node:v8 and behaves as it does there.
 */
export class ItemEncoder {
  /** Bytes that the item needs at most; only meaningful after `encode` returned TOO_SMALL. */
  needed = 0
  #target: Buffer = Buffer.alloc(0)
  #at = 0
  #end = 0
  readonly #nested: (object | undefined)[] = new Array<undefined>(MAX_NESTED).fill(undefined)
  #nestedCount = 0
  #serialized: { item: unknown; bytes: Buffer } | undefined

  /**
   * Writes `item` into `target` from `start` on, not beyond `end`.
   * @returns where the item ends, or TOO_SMALL
   * @throws NotCloneableError when the item cannot be copied
   */
  encode(item: unknown, target: Buffer, start: number, end: number): number {
    if (this.#serialized !== undefined) {
      if (this.#serialized.item === item) return this.#encodeV8(item, target, start, end)
      this.#serialized = undefined
    }
    this.#target = target
    this.#at = start
    this.#end = end
    this.#nestedCount = 0
    const outcome = this.#write(item, 0)
    if (outcome === NOT_PLAIN) return this.#encodeV8(item, target, start, end)
    if (outcome === TOO_SMALL) {
      this.needed = Math.max(64, (end - start) * 2)
      return TOO_SMALL
    }
    return this.#at
  }

  #encodeV8(item: unknown, target: Buffer, start: number, end: number): number {
    const bytes = this.#serialized?.bytes ?? serializeV8(item)
    if (start + 1 + bytes.length > end) {
      this.#serialized = { item, bytes }
      this.needed = bytes.length + 1
      return TOO_SMALL
    }
    this.#serialized = undefined
    target[start] = Tag.v8
    target.set(bytes, start + 1)
    return start + 1 + bytes.length
  }

  #write(value: unknown, depth: number): number {
    switch (typeof value) {
      case 'number':
        return this.#writeNumber(value)
      case 'string':
        return this.#writeString(value)
      case 'boolean':
        return this.#writeTag(value ? Tag.true : Tag.false)
      case 'undefined':
        return this.#writeTag(Tag.undefined)
      case 'object':
        return value === null ? this.#writeTag(Tag.null) : this.#writeObject(value, depth)
      default:
        return NOT_PLAIN
    }
  }

  #writeTag(tag: number): number {
    if (this.#at >= this.#end) return TOO_SMALL
    this.#target[this.#at++] = tag
    return 0
  }

  #writeNumber(value: number): number {
    if (this.#at + 9 > this.#end) return TOO_SMALL
    if (value === (value | 0) && !Object.is(value, -0)) {
      this.#target[this.#at++] = Tag.integer
      this.#writeCount(((value << 1) ^ (value >> 31)) >>> 0)
      return 0
    }
    this.#target[this.#at++] = Tag.double
    double[0] = value
    for (let index = 0; index < 8; index++) this.#target[this.#at++] = doubleBytes[index] ?? 0
    return 0
  }

  /** An unsigned 32-bit number, 7 bits a byte, lowest first. The caller has made sure of 5 bytes of room. */
  #writeCount(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      this.#target[this.#at++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#target[this.#at++] = rest
  }

  #writeString(value: string): number {
    const { length } = value
    if (this.#at + 6 + length + SLACK > this.#end) return TOO_SMALL
    const start = this.#at
    this.#target[this.#at++] = Tag.ascii
    this.#writeCount(length)
    if (this.#writeAscii(value)) return 0
    this.#at = start
    if (this.#at + 6 + length * 2 > this.#end) return TOO_SMALL
    this.#target[this.#at++] = Tag.utf16
    this.#writeCount(length * 2)
    this.#at += this.#target.write(value, this.#at, 'utf16le')
    return 0
  }

  /** False when the text is not ASCII; the caller has made sure of a byte per character and SLACK more. */
  #writeAscii(value: string): boolean {
    const { length } = value
    if (length < 24) {
      for (let index = 0; index < length; index++) {
        const code = value.charCodeAt(index)
        if (code > 0x7f) return false
        this.#target[this.#at++] = code
      }
      return true
    }
    // Only ASCII takes as many bytes as it has characters. (SLACK: nor does a text that is cut off for lack of room.)
    if (this.#target.write(value, this.#at, this.#end - this.#at, 'utf8') !== length) return false
    this.#at += length
    return true
  }

  #writeObject(value: object, depth: number): number {
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === Uint8Array.prototype) return this.#writeBytes(Tag.bytes, value as Uint8Array)
    if (prototype === Buffer.prototype) return this.#writeBytes(Tag.buffer, value as Uint8Array)
    // An object met twice must stay one object, and a cycle must stay a cycle: node:v8 does that.
    if (depth >= MAX_DEPTH || this.#nestedCount >= MAX_NESTED || this.#hasMet(value)) return NOT_PLAIN
    this.#nested[this.#nestedCount++] = value
    if (prototype === Object.prototype) return this.#writeRecord(value as Record<string, unknown>, depth)
    if (prototype === Array.prototype) return this.#writeList(value as unknown[], depth)
    return NOT_PLAIN
  }

  #hasMet(value: object): boolean {
    for (let index = 0; index < this.#nestedCount; index++) if (this.#nested[index] === value) return true
    return false
  }

  #writeRecord(value: Record<string, unknown>, depth: number): number {
    const keys = Object.keys(value)
    if (this.#at + 6 > this.#end) return TOO_SMALL
    this.#target[this.#at++] = Tag.record
    this.#writeCount(keys.length)
    for (const key of keys) {
      if (this.#at + 5 + key.length + SLACK > this.#end) return TOO_SMALL
      this.#writeCount(key.length)
      if (key === '__proto__' || !this.#writeAscii(key)) return NOT_PLAIN
      const outcome = this.#write(value[key], depth + 1)
      if (outcome !== 0) return outcome
    }
    return 0
  }

  #writeList(value: unknown[], depth: number): number {
    // A clone keeps holes and named properties; to look for them costs a key per element, so only in short lists.
    if (value.length > MAX_NESTED || Object.keys(value).length !== value.length || !isDense(value)) return NOT_PLAIN
    if (this.#at + 6 > this.#end) return TOO_SMALL
    this.#target[this.#at++] = Tag.list
    this.#writeCount(value.length)
    for (const element of value) {
      const outcome = this.#write(element, depth + 1)
      if (outcome !== 0) return outcome
    }
    return 0
  }

  #writeBytes(tag: number, value: Uint8Array): number {
    if (value.buffer instanceof SharedArrayBuffer) return NOT_PLAIN
    if (this.#at + 6 + value.length > this.#end) return TOO_SMALL
    this.#target[this.#at++] = tag
    this.#writeCount(value.length)
    this.#target.set(value, this.#at)
    this.#at += value.length
    return 0
  }
}

const encoder = new ItemEncoder()
const FIRST_BYTES = 256

/**
 * An item as bytes of its own.
 * @throws NotCloneableError
 */
export function encodeItem(item: unknown, checkBytes?: (bytes: number) => void): Buffer {
  for (let bytes = Buffer.allocUnsafe(FIRST_BYTES); ; bytes = Buffer.allocUnsafeSlow(encoder.needed)) {
    const end = encoder.encode(item, bytes, 0, bytes.length)
    if (end !== TOO_SMALL) return bytes.subarray(0, end)
    checkBytes?.(encoder.needed)
  }
}

function isDense(list: unknown[]): boolean {
  for (let index = 0; index < list.length; index++) if (!Object.hasOwn(list, index)) return false
  return true
}

function serializeV8(item: unknown): Buffer {
  try {
    return serialize(item)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new NotCloneableError(`The item cannot be copied to another thread or process: ${reason}`, { cause: error })
  }
}
