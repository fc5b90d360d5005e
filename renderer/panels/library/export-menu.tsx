import type { SavedRun } from '../../../workloads/contract/index.ts'
import { useActions } from '../../stores/index.ts'
import { Select } from '../../ui/select.tsx'
import { EXPORT_CHOICES, EXPORT_ORDER } from './export-choices.ts'

/** Saves a run in a format of the user's choice. */
export function ExportMenu({ run }: { run: SavedRun }) {
  const { exportRun } = useActions()
  return (
    <Select
      label={`Export ${run.name}`}
      placeholder="Export…"
      value={null}
      options={EXPORT_ORDER.map((choice) => ({ value: choice, label: EXPORT_CHOICES[choice].title }))}
      // What goes wrong is in `lastError`.
      onChange={(choice) => void exportRun(run.id, choice, `${run.name}.${EXPORT_CHOICES[choice].extension}`)}
    />
  )
}
