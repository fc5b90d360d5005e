import type { SavedRun } from '../../../workloads/contract/index.ts'
import { useActions } from '../../stores/index.ts'
import { EXPORT_ORDER, EXPORTS } from './export-choices.ts'
import styles from './library.module.css'

/** Saves a run in a format of the user's choice. */
export function ExportMenu({ run }: { run: SavedRun }) {
  const { exportRun } = useActions()
  return (
    <select
      className={styles['export']}
      aria-label={`Export ${run.name}`}
      value=""
      onChange={({ target }) => {
        const choice = EXPORT_ORDER.find((one) => one === target.value)
        if (choice === undefined) return
        void exportRun(run.id, choice, `${run.name}.${EXPORTS[choice].extension}`) // what goes wrong is in `lastError`
      }}
    >
      <option value="">Export…</option>
      {EXPORT_ORDER.map((choice) => (
        <option key={choice} value={choice}>
          {EXPORTS[choice].what}
        </option>
      ))}
    </select>
  )
}
