import { SIZE_CLASSES, Word } from './layout.ts'
import type { Memory } from './memory.ts'

/** Blocks are a power of two of these. */
const UNIT_BYTES = 64
const MAX_FREED = 0x3fffffff

/** Not a block: there is no room. */
export const NO_BLOCK = -1

export interface Block {
  /** In units. */
  readonly offset: number
  readonly sizeClass: number
}

/** Blocks of shared memory for the bytes of items. All of it is called under the lock. */
export class Arena {
  readonly #memory: Memory

  constructor(memory: Memory) {
    this.#memory = memory
  }

  /** The smallest class whose blocks hold so many bytes; it may be one that does not exist. */
  static classFor(bytes: number): number {
    const units = Math.max(1, Math.ceil(bytes / UNIT_BYTES))
    return 32 - Math.clz32(units - 1)
  }

  static bytesOf(sizeClass: number): number {
    return UNIT_BYTES * 2 ** sizeClass
  }

  static startOf(offset: number): number {
    return offset * UNIT_BYTES
  }

  /** Offset of a free block in units, or NO_BLOCK. */
  allocate(sizeClass: number): number {
    if (sizeClass >= SIZE_CLASSES) return NO_BLOCK
    const listed = this.#pop(sizeClass)
    if (listed !== NO_BLOCK) return listed
    const units = 2 ** sizeClass
    for (let larger = sizeClass + 1; larger < SIZE_CLASSES; larger++) {
      const block = this.#pop(larger)
      if (block === NO_BLOCK) continue
      this.#list(block + units, 2 ** larger - units)
      return block
    }
    const { words } = this.#memory
    const used = words[Word.arenaUsed] ?? 0
    if (!this.#memory.growArena((used + units) * UNIT_BYTES)) return NO_BLOCK
    words[Word.arenaUsed] = used + units
    return used
  }

  free(offset: number, sizeClass: number): void {
    const { words } = this.#memory
    words[Word.arenaFreed] = Math.min(MAX_FREED, (words[Word.arenaFreed] ?? 0) + 2 ** sizeClass)
    this.#push(offset, sizeClass)
  }

  /** Whether joining free blocks could make one of this class: enough was freed since the last time. */
  worthJoining(sizeClass: number): boolean {
    return (this.#memory.words[Word.arenaFreed] ?? 0) >= 2 ** sizeClass
  }

  /** Forgets all free blocks and finds them anew, joined, as the gaps between the blocks in use. */
  rebuild(inUse: Block[]): void {
    const { words } = this.#memory
    for (let sizeClass = 0; sizeClass < SIZE_CLASSES; sizeClass++) words[Word.freeLists + sizeClass] = 0
    words[Word.arenaFreed] = 0
    let end = 0
    for (const { offset, sizeClass } of inUse.sort((a, b) => a.offset - b.offset)) {
      this.#list(end, offset - end)
      end = offset + 2 ** sizeClass
    }
    words[Word.arenaUsed] = end
  }

  /** Lists a stretch of units as blocks, the largest first. */
  #list(start: number, units: number): void {
    let offset = start
    for (let rest = units; rest > 0; ) {
      const sizeClass = Math.min(SIZE_CLASSES - 1, 31 - Math.clz32(rest))
      this.#push(offset, sizeClass)
      offset += 2 ** sizeClass
      rest -= 2 ** sizeClass
    }
  }

  /** A free block holds the offset plus one of the next of its class in its first word. */
  #push(offset: number, sizeClass: number): void {
    const { words } = this.#memory
    this.#memory.reachArena((offset + 1) * UNIT_BYTES)
    this.#memory.arenaWords[(offset * UNIT_BYTES) / 4] = words[Word.freeLists + sizeClass] ?? 0
    words[Word.freeLists + sizeClass] = offset + 1
  }

  #pop(sizeClass: number): number {
    const { words } = this.#memory
    const offset = (words[Word.freeLists + sizeClass] ?? 0) - 1
    if (offset < 0) return NO_BLOCK
    this.#memory.reachArena((offset + 2 ** sizeClass) * UNIT_BYTES)
    words[Word.freeLists + sizeClass] = this.#memory.arenaWords[(offset * UNIT_BYTES) / 4] ?? 0
    return offset
  }
}
