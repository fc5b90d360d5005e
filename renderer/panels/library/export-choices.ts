import { EXPORT_IDS, type ExportId } from '../../../workloads/contract/index.ts'

/** What a run can be saved as: an export, or the run file itself. */
export type ExportChoice = ExportId | 'pscope'

export const EXPORTS: Readonly<Record<ExportChoice, { readonly what: string; readonly extension: string }>> = {
  pscope: { what: 'Run file', extension: 'pscope' },
  'chrome-trace': { what: 'Chrome trace, for Perfetto', extension: 'trace.json' },
  csv: { what: 'CSV, a row per task', extension: 'csv' },
  json: { what: 'JSON, all there is', extension: 'json' },
  markdown: { what: 'Markdown report', extension: 'md' },
}
export const EXPORT_ORDER: readonly ExportChoice[] = ['pscope', ...EXPORT_IDS]
