import type { ReactNode } from 'react'
import type { StagePanel as PanelName } from '../../workloads/contract/index.ts'
import {
  CompletionOrderChart,
  CpuChart,
  LatencyChart,
  LoopDelayChart,
  PictureView,
  QueueDepthChart,
  ThroughputChart,
  TimelineChart,
  type ChartProps,
} from '../charts/index.ts'
import styles from './stage.module.css'

const PANELS: Readonly<Record<PanelName, { readonly title: string; readonly chart: (props: ChartProps) => ReactNode }>> = {
  'queue-depth': { title: 'Tasks waiting in the queue', chart: (props) => <QueueDepthChart {...props} /> },
  cpu: { title: 'CPU use, in cores', chart: (props) => <CpuChart {...props} /> },
  throughput: { title: 'Tasks ended a second', chart: (props) => <ThroughputChart {...props} /> },
  'loop-delay': { title: 'How late the event loop turns', chart: (props) => <LoopDelayChart {...props} /> },
  timeline: { title: 'A lane per worker, a bar per task', chart: (props) => <TimelineChart {...props} color="worker" waits={false} /> },
  latency: { title: 'How long tasks wait and run', chart: (props) => <LatencyChart {...props} /> },
  'completion-order': { title: 'Completion order', chart: (props) => <CompletionOrderChart {...props} mode="auto" /> },
  picture: { title: 'Picture', chart: (props) => <PictureView {...props} /> },
}

export const stagePanelTitle = (panel: PanelName): string => PANELS[panel].title

/** A chart on the stage. */
export function StagePanel({ panel, dimmed, ...props }: ChartProps & { panel: PanelName; dimmed: boolean }) {
  const { title, chart } = PANELS[panel]
  return (
    <section className={styles['panel']} data-panel={panel} data-dimmed={dimmed} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles['chart']}>{chart(props)}</div>
    </section>
  )
}
