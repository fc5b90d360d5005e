import { EXPORT_IDS, EXPORTS, type ExportId, type ExportInfo } from '../../../workloads/contract/index.ts'

/** What a run can be saved as: an export, or the run file itself. */
export type ExportChoice = ExportId | 'pscope'

export const EXPORT_CHOICES: Readonly<Record<ExportChoice, Pick<ExportInfo, 'title' | 'extension'>>> = {
  pscope: { title: 'Run file', extension: 'pscope' },
  ...EXPORTS,
}
export const EXPORT_ORDER: readonly ExportChoice[] = ['pscope', ...EXPORT_IDS]
