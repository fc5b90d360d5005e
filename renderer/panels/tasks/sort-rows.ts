/** So many rows in one step: less than a millisecond. */
const BLOCK = 1 << 14
/** A key is read as four digits of 16 bits, the least significant first. */
const DIGITS = 4
const RADIX = 1 << 16
const SIGN = 0x8000_0000

/**
 * Puts rows in the order of a number told of each, in steps of less than a millisecond: a radix sort of the bits of the
 * numbers, so that its time does not depend on their order. Rows of the same number stay in the order in which they came.
 */
export function* sortRows(
  rows: Uint32Array,
  valueOf: (row: number) => number,
  descending: boolean,
): Generator<void, Uint32Array<ArrayBuffer>> {
  const count = rows.length
  const { digits, tallies } = yield* digitsOf(rows, valueOf, descending)
  let order = new Uint32Array(count)
  let next = new Uint32Array(count)
  for (let at = 0; at < count; at++) order[at] = at
  for (let digit = 0; digit < DIGITS; digit++) {
    const starts = tallies.subarray(digit * RADIX, (digit + 1) * RADIX)
    // One digit for all rows, as the lower ones of whole numbers are, changes nothing.
    if (starts[digits[digit] ?? 0] === count) continue
    toStarts(starts)
    for (let from = 0; from < count; from += BLOCK) {
      const end = Math.min(count, from + BLOCK)
      for (let at = from; at < end; at++) {
        const position = order[at] ?? 0
        const value = digits[DIGITS * position + digit] ?? 0
        const start = starts[value] ?? 0
        next[start] = position
        starts[value] = start + 1
      }
      yield
    }
    ;[order, next] = [next, order]
  }
  for (let at = 0; at < count; at++) order[at] = rows[order[at] ?? 0] ?? 0
  return order
}

/** The digits of each row's number, and how often each digit comes at each place. */
function* digitsOf(rows: Uint32Array, valueOf: (row: number) => number, descending: boolean) {
  const values = new Float64Array(rows.length)
  const words = new Uint32Array(values.buffer)
  const digits = new Uint16Array(values.buffer)
  const tallies = new Uint32Array(DIGITS * RADIX)
  const flip = descending ? 0xffff_ffff : 0
  for (let from = 0; from < rows.length; from += BLOCK) {
    const end = Math.min(rows.length, from + BLOCK)
    for (let at = from; at < end; at++) {
      // Adding 0 makes -0 the same as 0.
      values[at] = valueOf(rows[at] ?? 0) + 0
      // As whole numbers, the bits of doubles go up as the doubles do once the sign is turned round, below 0 all bits.
      const high = words[2 * at + 1] ?? 0
      const mask = high >= SIGN ? 0xffff_ffff : 0
      words[2 * at] = (words[2 * at] ?? 0) ^ mask ^ flip
      words[2 * at + 1] = high ^ (mask | SIGN) ^ flip
      for (let digit = 0; digit < DIGITS; digit++) {
        const tally = digit * RADIX + (digits[DIGITS * at + digit] ?? 0)
        tallies[tally] = (tallies[tally] ?? 0) + 1
      }
    }
    yield
  }
  return { digits, tallies }
}

/** Where the rows of each digit begin, from how many there are of it. */
function toStarts(tallies: Uint32Array): void {
  let start = 0
  for (let digit = 0; digit < tallies.length; digit++) {
    const rows = tallies[digit] ?? 0
    tallies[digit] = start
    start += rows
  }
}
