const BLOCKS = '▁▂▃▄▅▆▇█'
/** Even, so that it can be halved. */
const MAX_CELLS = 256

/**
 * Queue depth over the whole run as a line of blocks. Each cell keeps the peak of its time; when there are too many,
 * neighbours become one, so that a long run fits as well as a short one.
 */
export class DepthLine {
  #cells: number[] = []
  /** Values in a full cell, and those in the cell that is being filled. */
  #perCell = 1
  #inLast = 0

  add(depth: number): void {
    if (this.#inLast === 0) this.#cells.push(depth)
    else this.#cells.push(Math.max(this.#cells.pop() ?? 0, depth))
    this.#inLast = (this.#inLast + 1) % this.#perCell
    if (this.#cells.length < MAX_CELLS || this.#inLast !== 0) return
    this.#cells = merge(this.#cells, 2)
    this.#perCell *= 2
  }

  /** The highest depth seen. */
  get peak(): number {
    return Math.max(0, ...this.#cells)
  }

  /** At most `width` blocks, the highest standing for `full` (the peak, or a queue's capacity). */
  render(width: number, full = this.peak): string {
    const cells = merge(this.#cells, Math.ceil(this.#cells.length / Math.max(1, width)))
    return cells.map((depth) => block(full > 0 ? depth / full : 0)).join('')
  }
}

/** Peaks of `size` neighbours each. */
function merge(cells: readonly number[], size: number): number[] {
  const merged: number[] = []
  for (let i = 0; i < cells.length; i += size) merged.push(Math.max(...cells.slice(i, i + size)))
  return merged
}

/** The lowest block is for 0 alone: a single waiting task is seen. */
function block(share: number): string {
  return BLOCKS[Math.min(BLOCKS.length - 1, Math.ceil(share * (BLOCKS.length - 1)))] ?? ''
}
