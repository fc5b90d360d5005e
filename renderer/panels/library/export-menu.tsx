import { EXPORT_IDS, EXPORTS, type ExportId, type ExportInfo, type SavedRun } from '../../../workloads/contract/index.ts'
import { useActions } from '../../stores/index.ts'
import { Select } from '../../ui/select.tsx'

type Choice = ExportId | 'pscope'

const CHOICES: Readonly<Record<Choice, Pick<ExportInfo, 'title' | 'extension'>>> = {
  pscope: { title: 'Run file', extension: 'pscope' },
  ...EXPORTS,
}
const ORDER: readonly Choice[] = ['pscope', ...EXPORT_IDS]

/** Saves a run in a format of the user's choice. */
export function ExportMenu({ run }: { run: SavedRun }) {
  const { exportRun } = useActions()
  return (
    <Select
      label={`Export ${run.name}`}
      placeholder="Export…"
      value={null}
      options={ORDER.map((choice) => ({ value: choice, label: CHOICES[choice].title }))}
      // What goes wrong is in `lastError`.
      onChange={(choice) => void exportRun(run.id, choice, `${run.name}.${CHOICES[choice].extension}`)}
    />
  )
}
