import type { OpenedRun } from '../../stores/index.ts'
import styles from '../run/centre.module.css'
import { Figures } from '../run/figures.tsx'
import RunCharts from '../run/run-charts.tsx'
import { OpenedLine } from '../run/status-line.tsx'

/** Figures and charts of the one run. */
export function ReplayCentre({ opened }: { opened: OpenedRun }) {
  return (
    <main className={styles['centre']} aria-label="Run">
      <OpenedLine opened={opened} />
      <Figures shown />
      <div className={styles['stage']} role="region" aria-label="Charts" tabIndex={0}>
        <RunCharts />
      </div>
    </main>
  )
}
