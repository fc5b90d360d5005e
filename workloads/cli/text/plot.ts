import type { Estimate } from '../../contract/index.ts'

/** A value and its interval on a line of `width` characters that reaches from 0 to `most`: `    ├──●──┤`. */
export function intervalBar({ mean, low, high }: Estimate, most: number, width: number): string {
  const at = (value: number): number => Math.max(0, Math.min(width - 1, Math.round((value / most) * (width - 1))))
  const cells = Array.from({ length: width }, () => ' ')
  if (most <= 0) return ''
  if (low !== null && high !== null) {
    for (let i = at(low); i <= at(high); i++) cells[i] = '─'
    cells[at(low)] = '├'
    cells[at(high)] = '┤'
  }
  cells[at(mean)] = '●'
  return cells.join('').trimEnd()
}
