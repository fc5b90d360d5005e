/**
 * Browsers cut off what is higher than 16 to 33 million pixels of the screen, zoom included. Beyond this height the
 * scroll bar stands for more than it is long.
 */
const MAX_HEIGHT_PX = 8_000_000
/** Rows beyond the edges, for a frame that comes late. */
const OVERSCAN = 8

/** A list of rows of one height, seen through a box. */
export interface RowList {
  readonly rows: number
  readonly rowPx: number
  readonly viewPx: number
}

/** Rows to be there: `[first, end)`, of which the first is at `topPx`. */
export interface RowWindow {
  readonly first: number
  readonly end: number
  readonly topPx: number
}

/** How high the list is to the browser. */
export const listHeightPx = ({ rows, rowPx }: RowList): number => Math.min(rows * rowPx, MAX_HEIGHT_PX)

/** How far the list is scrolled, were it as high as its rows. */
export function offsetAt(list: RowList, scrollPx: number): number {
  const rangePx = Math.max(0, listHeightPx(list) - list.viewPx)
  return Math.min(Math.max(0, scrollPx), rangePx) * scaleOf(list)
}

/** Where to scroll to for an offset: the inverse of `offsetAt`. */
export const scrollFor = (list: RowList, offsetPx: number): number => Math.max(0, offsetPx) / scaleOf(list)

/** What is to be there at a place of the scroll bar. */
export function rowsAt(list: RowList, scrollPx: number): RowWindow {
  const { rows, rowPx, viewPx } = list
  const offsetPx = offsetAt(list, scrollPx)
  const first = Math.max(0, Math.floor(offsetPx / rowPx) - OVERSCAN)
  const end = Math.min(rows, Math.ceil((offsetPx + viewPx) / rowPx) + OVERSCAN)
  return { first, end, topPx: first * rowPx + scrollFor(list, offsetPx) - offsetPx }
}

/** Where to scroll to so that a row is in view; null: it is. One far away comes to the middle. */
export function revealRow(list: RowList, at: number, scrollPx: number): number | null {
  const { rowPx, viewPx } = list
  const offsetPx = offsetAt(list, scrollPx)
  const above = offsetPx - at * rowPx
  const below = (at + 1) * rowPx - (offsetPx + viewPx)
  const awayPx = Math.max(above, below)
  if (awayPx <= 0) return null
  if (awayPx > viewPx) return scrollFor(list, (at + 0.5) * rowPx - viewPx / 2)
  return scrollFor(list, above > 0 ? at * rowPx : (at + 1) * rowPx - viewPx)
}

/** Rows that fit into the box, at least one: a page for the keyboard. */
export const rowsInView = ({ rowPx, viewPx }: RowList): number => Math.max(1, Math.floor(viewPx / rowPx))

/** How many pixels of the list one pixel of the scroll bar stands for. */
function scaleOf(list: RowList): number {
  const rangePx = listHeightPx(list) - list.viewPx
  return rangePx > 0 ? (list.rows * list.rowPx - list.viewPx) / rangePx : 1
}
