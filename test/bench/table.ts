import { readable } from './figures.ts'
import type { Row } from './suite.ts'

const HEAD = ['id', 'unit', 'ours', 'best peer', '', 'ratio', 'target', 'met']
/** Columns of numbers. */
const RIGHT = new Set([2, 3, 5])

/** The rows as an aligned table, and their notes below. */
export function table(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const lines = cells.map((line) => line.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  ').trimEnd())
  const [head = '', ...body] = lines
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  const notes = rows.filter(({ note }) => note !== '').map(({ id, note }) => `${id}: ${note}`)
  return [head, rule, ...body, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}

function cellsOf({ id, unit, ours, bestPeer, peer, ratio, target, met }: Row): string[] {
  const ofPeer = bestPeer === null ? '-' : readable(bestPeer)
  return [id, unit, readable(ours), ofPeer, peer ?? '', ratio === null ? '-' : `${ratio.toFixed(2)}x`, target, met ? 'yes' : 'NO']
}

function pad(cell: string, width: number, column: number): string {
  return RIGHT.has(column) ? cell.padStart(width) : cell.padEnd(width)
}
