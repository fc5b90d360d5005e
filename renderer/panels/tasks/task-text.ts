import type { ChartRun } from '../../charts/data.ts'
import { rowOfTask } from '../../charts/task-times.ts'
import type { TaskColumn } from './task-columns.ts'
import { taskAt, type TaskRows } from './task-rows.ts'

/** More is what run files are for. */
export const MAX_COPIED = 10_000
/** Nanoseconds: as much as clocks tell. */
const MS_DECIMALS = 6

/**
 * The first rows of the table, at most `MAX_COPIED`, as text for a spreadsheet: a header with units, then a line for each
 * task, cells apart by tabs. Times are in milliseconds, as plain numbers.
 */
export function taskText(run: ChartRun, shown: TaskRows, columns: readonly TaskColumn[]): string {
  const lines = [columns.map(({ title, type }) => (type === 'ms' ? `${title} (ms)` : title)).join('\t')]
  for (let at = 0; at < Math.min(shown.length, MAX_COPIED); at++) {
    const row = rowOfTask(run, taskAt(shown, at))
    if (row !== null) lines.push(columns.map((column) => cellText(run, row, column)).join('\t'))
  }
  return `${lines.join('\n')}\n`
}

function cellText(run: ChartRun, row: number, { type, value, text }: TaskColumn): string {
  if (type === 'word') return plainText(text(run, row))
  return String(Number(value(run.tables.tasks.columns, row).toFixed(MS_DECIMALS)))
}

/** Names may come from a file that somebody sent: they neither break a line nor become a formula of the spreadsheet. */
const plainText = (text: string): string => text.replace(/[\t\r\n]+/g, ' ').replace(/^[=+\-@]/, "'$&")
