/** Where a key takes the keyboard in a table of `rows` rows, `page` at a time; null: it is none of its keys. */
export function placeAfterKey(key: string, at: number | null, rows: number, page: number): number | null {
  if (rows === 0) return null
  const last = rows - 1
  const by = (step: number): number => Math.min(last, Math.max(0, (at ?? (step > 0 ? -1 : rows)) + step))
  switch (key) {
    case 'ArrowDown':
      return by(1)
    case 'ArrowUp':
      return by(-1)
    case 'PageDown':
      return by(page)
    case 'PageUp':
      return by(-page)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
