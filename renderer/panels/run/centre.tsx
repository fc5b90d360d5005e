import { lazy, Suspense, useEffect } from 'react'
import type { PresetInfo } from '../../../workloads/contract/index.ts'
import { shownRunKey, useExperimentData, useSession } from '../../stores/index.ts'
import { Card } from '../../ui/card.tsx'
import styles from './centre.module.css'
import { Figures } from './figures.tsx'
import { Preview } from './preview.tsx'
import { Sketch } from './sketch.tsx'
import { StatusLine } from './status-line.tsx'

/** The charts are half of the page's code, and nothing shows them before the first run. */
const loadCharts = () => import('./run-charts.tsx')
const RunCharts = lazy(loadCharts)
const RaceView = lazy(() => import('../compare/race-view.tsx'))

/** The run of the selected preset: figures and charts, or what they will show. */
export function Centre({ preset, onDetails }: { preset: PresetInfo; onDetails: () => void }) {
  const key = useSession(shownRunKey)
  const going = useExperimentData((data) => data.going !== null)
  const mine = useSession(
    (data) => data.opened !== null || (data.runId !== null && (going || data.runPresetId === preset.id)),
  )
  const rival = useSession((data) => (data.opened === null ? data.rival : null))
  // Fetched once the page stands, so that the first run need not wait for them. If that fails, the first run asks again.
  useEffect(() => void loadCharts().catch(() => undefined), [])
  return (
    <main className={styles['centre']} aria-label="Run">
      <StatusLine preset={preset} mine={mine} onDetails={onDetails} />
      <Figures shown={mine} />
      {/* It scrolls in a small window, where the sketches of a preset have nothing that takes the focus. */}
      <div className={styles['stage']} role="region" aria-label="Charts" tabIndex={0}>
        {mine ? (
          <Suspense fallback={<Asleep />}>
            {/* A new run gets new charts: zoom and hover of the one before mean nothing to it. */}
            {rival !== null ? <RaceView key={key} rival={rival} /> : <RunCharts key={key} />}
          </Suspense>
        ) : (
          <>
            <Asleep />
            <Preview preset={preset} />
          </>
        )}
      </div>
    </main>
  )
}

/** The same cards in the same places, each with a sketch of what it will tell. */
function Asleep() {
  return (
    <div className={`${styles['cards']} ${styles['asleep']}`} aria-hidden="true">
      <Card title="Queue depth" what="tasks waiting" className={styles['small']}>
        <Sketch of="depth" />
      </Card>
      <Card title="CPU use" what="cores, per worker" className={styles['small']}>
        <Sketch of="cpu" />
      </Card>
      <Card title="Throughput" what="tasks ended a second" className={styles['small']}>
        <Sketch of="throughput" />
      </Card>
      <Card title="Timeline" what="a lane per worker, a bar per task" className={styles['timeline']}>
        <Sketch of="timeline" />
      </Card>
      <Card title="Latency" what="how long tasks wait and run" className={styles['latency']}>
        <Sketch of="latency" />
      </Card>
      <Card title="Completion order" what="who overtook whom" className={styles['order']}>
        <Sketch of="order" />
      </Card>
    </div>
  )
}
