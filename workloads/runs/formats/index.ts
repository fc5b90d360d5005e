import { chromeTrace } from './chrome-trace.ts'
import { csv } from './csv.ts'
import type { ExportFormat } from './export-format.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'

export type { ExportFormat } from './export-format.ts'

/** All forms in which a run can be exported (docs/exports.md). */
export const EXPORT_FORMATS: readonly ExportFormat[] = [chromeTrace, csv, json, markdown]
