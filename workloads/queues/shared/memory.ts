/// <reference lib="es2024.sharedmemory" />
import { CONTROL_BYTES, SLOT_BYTES, SLOT_WORDS } from './layout.ts'

/** The three buffers of a queue; structured-cloneable. */
export interface QueueBuffers {
  readonly control: SharedArrayBuffer
  readonly slots: SharedArrayBuffer
  readonly arena: SharedArrayBuffer
}

const FIRST_SLOTS = 128
const FIRST_ARENA_BYTES = 64 * 1024

/** Address space for the growing buffers is reserved at once, memory is taken as they grow. */
export function createBuffers(memoryLimitBytes: number): QueueBuffers {
  const growing = (bytes: number) => new SharedArrayBuffer(bytes, { maxByteLength: Math.max(bytes, memoryLimitBytes) })
  return {
    control: new SharedArrayBuffer(CONTROL_BYTES),
    slots: growing(FIRST_SLOTS * SLOT_BYTES),
    arena: growing(FIRST_ARENA_BYTES),
  }
}

/**
 * One thread's views of the buffers. The views have a fixed length (V8 reads views that follow a growing buffer about
 * twenty times slower) and are renewed when something lies beyond it.
 */
export class Memory {
  readonly buffers: QueueBuffers
  readonly words: Int32Array
  readonly doubles: Float64Array
  slotWords: Int32Array
  slotDoubles: Float64Array
  arena: Buffer
  arenaWords: Int32Array
  readonly #limitBytes: number

  constructor(buffers: QueueBuffers, limitBytes: number) {
    this.buffers = buffers
    this.#limitBytes = limitBytes
    this.words = new Int32Array(buffers.control)
    this.doubles = new Float64Array(buffers.control)
    const { slots, arena } = buffers
    this.slotWords = new Int32Array(slots, 0, slots.byteLength / 4)
    this.slotDoubles = new Float64Array(slots, 0, slots.byteLength / 8)
    this.arena = Buffer.from(arena, 0, arena.byteLength)
    this.arenaWords = new Int32Array(arena, 0, arena.byteLength / 4)
  }

  /** Makes the views reach `slot`. */
  reachSlot(slot: number): void {
    if ((slot + 1) * SLOT_WORDS <= this.slotWords.length) return
    const { slots } = this.buffers
    this.slotWords = new Int32Array(slots, 0, Math.floor(slots.byteLength / 4))
    this.slotDoubles = new Float64Array(slots, 0, Math.floor(slots.byteLength / 8))
  }

  /** Makes the views reach the byte before `end`. */
  reachArena(end: number): void {
    if (end <= this.arena.length) return
    const { arena } = this.buffers
    this.arena = Buffer.from(arena, 0, arena.byteLength)
    this.arenaWords = new Int32Array(arena, 0, Math.floor(arena.byteLength / 4))
  }

  /** Room for one more slot, by growing if need be. Under the lock. False: the memory limit is reached. */
  growSlots(slot: number): boolean {
    if (!this.#grow(this.buffers.slots, (slot + 1) * SLOT_BYTES)) return false
    this.reachSlot(slot)
    return true
  }

  /** The same for the arena. */
  growArena(end: number): boolean {
    if (!this.#grow(this.buffers.arena, end)) return false
    this.reachArena(end)
    return true
  }

  #grow(buffer: SharedArrayBuffer, neededBytes: number): boolean {
    const now = buffer.byteLength
    if (neededBytes <= now) return true
    const { slots, arena } = this.buffers
    const most = this.#limitBytes - (slots.byteLength + arena.byteLength - now)
    if (neededBytes > most) return false
    // A multiple of 64, so that every view ends on a whole element.
    const bytes = Math.min(Math.max(neededBytes, now * 2), most)
    buffer.grow(Math.max(now, bytes - (bytes % 64) >= neededBytes ? bytes - (bytes % 64) : neededBytes))
    return true
  }
}
