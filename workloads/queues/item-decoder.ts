import { deserialize } from 'node:v8'
import { Tag } from './item-format.ts'

const double = new Float64Array(1)
const doubleBytes = new Uint8Array(double.buffer)

const KEY_CACHE_SIZE = 1024

/** Reads what `ItemEncoder` wrote. The result shares no memory with the bytes. */
export class ItemDecoder {
  #source: Buffer = Buffer.alloc(0)
  #at = 0
  #end = 0
  /** Keys seen before, by a hash of their bytes: the same few come again and again. */
  readonly #keys: string[] = new Array<string>(KEY_CACHE_SIZE).fill('')

  /**
   * The item in `source` from `start` to `end`.
   * @throws RangeError when the bytes are not an item
   */
  decode(source: Buffer, start: number, end: number): unknown {
    this.#source = source
    this.#at = start
    this.#end = end
    const item = this.#read()
    if (this.#at !== end) throw new RangeError(`an item of ${end - start} bytes ended after ${this.#at - start}`)
    return item
  }

  #byte(): number {
    if (this.#at >= this.#end) throw new RangeError('an item ended early')
    return this.#source[this.#at++] ?? 0
  }

  #read(): unknown {
    const tag = this.#byte()
    switch (tag) {
      case Tag.undefined:
        return undefined
      case Tag.null:
        return null
      case Tag.true:
        return true
      case Tag.false:
        return false
      case Tag.integer: {
        const zigzag = this.#count()
        return (zigzag >>> 1) ^ -(zigzag & 1)
      }
      case Tag.double:
        for (let index = 0; index < 8; index++) doubleBytes[index] = this.#byte()
        return double[0]
      case Tag.ascii:
        return this.#text('latin1')
      case Tag.utf16:
        return this.#text('utf16le')
      case Tag.bytes:
        return new Uint8Array(this.#bytes())
      case Tag.buffer:
        return Buffer.from(this.#bytes())
      case Tag.list:
        return this.#list()
      case Tag.record:
        return this.#record()
      case Tag.v8: {
        // node:v8 makes views onto what it reads, so it gets memory of its own.
        const copy = Buffer.allocUnsafeSlow(this.#end - this.#at)
        this.#source.copy(copy, 0, this.#at, this.#end)
        this.#at = this.#end
        return deserialize(copy) as unknown
      }
      default:
        throw new RangeError(`an item has the unknown tag ${tag}`)
    }
  }

  #count(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
    throw new RangeError('a count in an item is too long')
  }

  #span(length: number): number {
    const start = this.#at
    if (length > this.#end - start) throw new RangeError('an item ended early')
    this.#at = start + length
    return start
  }

  #text(encoding: 'latin1' | 'utf16le'): string {
    const length = this.#count()
    const start = this.#span(length)
    return this.#source.toString(encoding, start, start + length)
  }

  #bytes(): Uint8Array {
    const length = this.#count()
    const start = this.#span(length)
    return this.#source.subarray(start, start + length)
  }

  #list(): unknown[] {
    const length = this.#count()
    const list: unknown[] = []
    for (let index = 0; index < length; index++) list.push(this.#read())
    return list
  }

  #record(): Record<string, unknown> {
    const length = this.#count()
    const record: Record<string, unknown> = {}
    for (let index = 0; index < length; index++) {
      const key = this.#key()
      record[key] = this.#read()
    }
    return record
  }

  #key(): string {
    const length = this.#count()
    const start = this.#span(length)
    let hash = length
    for (let index = start; index < this.#at; index++) hash = (Math.imul(hash, 31) + (this.#source[index] ?? 0)) | 0
    const place = hash & (KEY_CACHE_SIZE - 1)
    const known = this.#keys[place] ?? ''
    if (this.#spells(known, start, length)) return known
    const key = this.#source.toString('latin1', start, start + length)
    this.#keys[place] = key
    return key
  }

  #spells(text: string, start: number, length: number): boolean {
    if (text.length !== length) return false
    for (let index = 0; index < length; index++) {
      if (text.charCodeAt(index) !== this.#source[start + index]) return false
    }
    return true
  }
}
