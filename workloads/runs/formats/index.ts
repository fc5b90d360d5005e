import type { ExportId } from '../../contract/index.ts'
import { chromeTrace } from './chrome-trace.ts'
import { csv } from './csv.ts'
import type { ExportFormat } from './export-format.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'

export type { ExportFormat } from './export-format.ts'
export { demoPage, replayPage, type ReplayPage } from './html.ts'

/** Makes the exports that the contract lists (docs/exports.md). */
export const EXPORT_FORMATS: { readonly [F in ExportId]: ExportFormat & { readonly id: F } } = {
  html,
  'chrome-trace': chromeTrace,
  csv,
  json,
  markdown,
}
