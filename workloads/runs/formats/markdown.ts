import { costOf, costSentences, type RecordedRun } from '../../analysis/index.ts'
import { markdownCharts } from './markdown-charts.ts'
import { cell, heading, table } from './markdown-text.ts'
import { costRows, figureRows, headRows, missingNotes, workerRows } from './markdown-rows.ts'
import type { ExportFormat } from './export-format.ts'

/** Workers beyond this are in the JSON export; a thread per task makes many. */
const MAX_WORKERS = 50
const MAX_LOG = 50

/** A report for people: what ran on what, its figures, three charts, workers, log. */
export const markdown = {
  id: 'markdown',
  write: sections,
} satisfies ExportFormat

function* sections(run: RecordedRun): Iterable<string> {
  yield `# ${heading(run.info.title)}\n\n`
  for (const note of missingNotes(run)) yield `> **Note:** ${cell(note)}\n\n`
  yield table(['what', 'value'], headRows(run))
  yield '\n## Figures\n\n'
  yield table(['figure', 'value'], figureRows(run))
  const cost = costOf(run)
  if (cost !== null) {
    yield '\n## Cost of a task\n\n'
    yield table(['part', 'mean', 'p50', 'p95', 'all tasks'], costRows(cost))
    yield `\n${costSentences(cost).join(' ')}\n`
  }
  yield '\n## Charts\n\n'
  for (const chart of markdownCharts(run)) yield `${chart}\n\n`
  yield '## Workers\n\n'
  yield table(['worker', 'kind', 'tasks', 'CPU time', 'memory', 'state'], workerRows(run).slice(0, MAX_WORKERS))
  yield more(run.workers.length - MAX_WORKERS, 'workers')
  if (run.log.length === 0) return
  yield '\n## Log\n\n'
  const entries = run.log.slice(0, MAX_LOG)
  yield table(['s', 'level', 'text'], entries.map(({ atMs, level, text }) => [(atMs / 1000).toFixed(3), level, text]))
  yield more(run.log.length - MAX_LOG, 'entries')
}

const more = (count: number, noun: string): string => (count > 0 ? `\n${count} more ${noun} are in the JSON export.\n` : '')
