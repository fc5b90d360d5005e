import { EXPORT_IDS, type ExportId, type SavedRun } from '../../../workloads/contract/index.ts'
import { useActions } from '../../stores/index.ts'
import styles from './library.module.css'

type Choice = ExportId | 'pscope'

const CHOICES: Readonly<Record<Choice, { what: string; extension: string }>> = {
  pscope: { what: 'Run file', extension: 'pscope' },
  'chrome-trace': { what: 'Chrome trace, for Perfetto', extension: 'trace.json' },
  csv: { what: 'CSV, a row per task', extension: 'csv' },
  json: { what: 'JSON, all there is', extension: 'json' },
  markdown: { what: 'Markdown report', extension: 'md' },
}
const ORDER: readonly Choice[] = ['pscope', ...EXPORT_IDS]

/** Saves a run in a format of the user's choice. */
export function ExportMenu({ run }: { run: SavedRun }) {
  const { exportRun } = useActions()
  return (
    <select
      className={styles['export']}
      aria-label={`Export ${run.name}`}
      value=""
      onChange={({ target }) => {
        const choice = ORDER.find((one) => one === target.value)
        if (choice === undefined) return
        void exportRun(run.id, choice, `${run.name}.${CHOICES[choice].extension}`) // what goes wrong is in `lastError`
      }}
    >
      <option value="">Export…</option>
      {ORDER.map((choice) => (
        <option key={choice} value={choice}>
          {CHOICES[choice].what}
        </option>
      ))}
    </select>
  )
}
