import { useEffect, useState } from 'react'
import { formatCount, QueueDepthChart, type ChartProps, type ChartRun } from '../../charts/index.ts'
import { useRunValue, useSetSettings, useSettings } from '../../stores/index.ts'
import { PANEL_HZ } from '../rates.ts'
import styles from './centre.module.css'
import { ChartCard } from './chart-card.tsx'
import { WithLegend } from './chart-legend.tsx'

/** Most people never ask for it. */
const loadOverlay = () => import('../../charts/queueing/queue-overlay.ts')
type Overlays = Awaited<ReturnType<typeof loadOverlay>>
type Overlay = Pick<Overlays, 'QUEUE_LEGEND'> & { readonly of: ChartRun; readonly made: ReturnType<Overlays['queueOverlay']> }

/** The queue depth, and over it, where that is wished, what queueing theory says. */
export function DepthCard(props: ChartProps) {
  const capacity = useRunValue((run) => run.capacity, PANEL_HZ)
  const peak = useRunValue(({ maxDepth }) => maxDepth, PANEL_HZ)
  const isOn = useSettings(({ queueing }) => queueing)
  const setSettings = useSetSettings()
  const overlay = useOverlay(props, isOn)
  const chart = <QueueDepthChart {...props} overlay={overlay?.made ?? null} />
  return (
    <ChartCard
      chart="queue-depth"
      shown={props}
      title="Queue depth"
      what="tasks waiting"
      note={`peak ${formatCount(peak)}${capacity === null ? '' : ` · capacity ${formatCount(capacity)}`}`}
      className={styles['small']}
      overlay={overlay === null ? null : { table: 'queueing', legend: overlay.QUEUE_LEGEND }}
      items={[{ label: isOn ? 'Hide queueing' : 'Show queueing', onSelect: () => setSettings({ queueing: !isOn }) }]}
    >
      {overlay === null ? chart : <WithLegend entries={overlay.QUEUE_LEGEND}>{chart}</WithLegend>}
    </ChartCard>
  )
}

/** null while it is off, or on its way. */
function useOverlay({ run, view }: ChartProps, isOn: boolean): Overlay | null {
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  useEffect(() => {
    if (!isOn) return undefined
    let isWanted = true
    loadOverlay().then(
      ({ queueOverlay, QUEUE_LEGEND }) => {
        if (isWanted) setOverlay({ of: run, QUEUE_LEGEND, made: queueOverlay(run, view) })
      },
      () => undefined, // the depth is shown all the same; the next time asks again
    )
    return () => {
      isWanted = false
    }
  }, [run, view, isOn])
  return isOn && overlay?.of === run ? overlay : null
}
