/**
 * How items look as bytes inside a queue. It never leaves the machine or outlives the queue, so it carries no version.
 *
 *     item    := undefined | null | true | false
 *              | integer zigzag | double 8 bytes
 *              | ascii count bytes | utf16 count bytes | bytes count bytes | buffer count bytes
 *              | list count item*  | record count (count ascii item)*
 *              | v8 (everything up to the end, as node:v8 writes it)
 */
export const Tag = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  integer: 4,
  double: 5,
  ascii: 6,
  utf16: 7,
  bytes: 8,
  buffer: 9,
  list: 10,
  record: 11,
  v8: 12,
} as const

/** Records and lists deeper than this, or with more of them, are left to node:v8. */
export const MAX_DEPTH = 8
export const MAX_NESTED = 16
