/** From the left, and in which line. */
export interface LegendPlace {
  readonly x: number
  readonly line: number
}

export interface LegendLines {
  /** Of the entries that have room. */
  readonly places: readonly LegendPlace[]
  /** Where the number of the others stands; null: all have room. */
  readonly more: LegendPlace | null
}

const GAP = 16
const MOST_LINES = 2

/**
 * Breaks a legend into lines no wider than `width`; an entry that is wider has a line of its own.
 * @param wide of each entry
 * @param wideMore of what tells that so many are left out
 */
export function linesOfLegend(wide: readonly number[], width: number, wideMore: (leftOut: number) => number): LegendLines {
  const places: LegendPlace[] = []
  let end: LegendPlace = { x: 0, line: 0 }
  for (const one of wide) {
    const breaks = end.x > 0 && end.x + one > width
    if (breaks && end.line === MOST_LINES - 1) break
    const place = breaks ? { x: 0, line: end.line + 1 } : end
    places.push(place)
    end = { x: place.x + one + GAP, line: place.line }
  }
  if (places.length === wide.length) return { places, more: null }
  // The last line gives up entries from its end, all of them if need be.
  while (end.x > 0 && end.x + wideMore(wide.length - places.length) > width) end = places.pop() ?? end
  return { places, more: end }
}
