/**
 * Columns of typed arrays: the one data layout of telemetry, from the engine's rings over the wire to the charts.
 * A table is described once (a `TableSpec`), and rings, frames and stores are made from the description.
 */

const ARRAYS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const

export type ColumnType = keyof typeof ARRAYS
export type ColumnArray = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array

/** Column names and their element types, in the order in which they are written. */
export type TableSpec = Readonly<Record<string, ColumnType>>

/** Equally long columns; only the first `length` elements of each are meaningful. */
export interface Table<S extends TableSpec> {
  readonly length: number
  readonly columns: { readonly [K in keyof S]: ColumnArray }
}

/** A new zeroed column of `length` elements. */
export function createColumn(type: ColumnType, length: number): ColumnArray {
  return new ARRAYS[type](length)
}

/** Size of one element of a column. */
export function bytesPerElement(type: ColumnType): number {
  return ARRAYS[type].BYTES_PER_ELEMENT
}

/** Size of one row of a table. */
export function bytesPerRow(spec: TableSpec): number {
  return Object.values(spec).reduce((sum, type) => sum + bytesPerElement(type), 0)
}

/** A view (not a copy) of `length` elements of `bytes` from `offset`, which must be aligned for the type. */
export function viewColumn(type: ColumnType, bytes: Uint8Array, offset: number, length: number): ColumnArray {
  return new ARRAYS[type](bytes.buffer as ArrayBuffer, bytes.byteOffset + offset, length)
}

/** New zeroed columns for a table of `length` rows. */
export function createColumns<S extends TableSpec>(spec: S, length: number): { [K in keyof S]: ColumnArray } {
  const columns: Record<string, ColumnArray> = {}
  for (const [name, type] of Object.entries(spec)) columns[name] = createColumn(type, length)
  return columns as { [K in keyof S]: ColumnArray }
}

/** A table without rows. */
export function emptyTable<S extends TableSpec>(spec: S): Table<S> {
  return { length: 0, columns: createColumns(spec, 0) }
}
