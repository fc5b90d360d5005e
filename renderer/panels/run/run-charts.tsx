import { useEffect } from 'react'
import {
  CompletionOrderChart,
  CpuChart,
  formatDuration,
  LatencyChart,
  LoopDelayChart,
  ORDER_MODES,
  PictureView,
  ThroughputChart,
  type OrderMode,
} from '../../charts/index.ts'
import { useFrames, useRunValue, useSession, useSetSettings, useSettings, useView } from '../../stores/index.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { formatPlural } from '../../ui/words.ts'
import { PANEL_HZ } from '../rates.ts'
import styles from './centre.module.css'
import { ChartCard } from './chart-card.tsx'
import { useLegend, WithLegend } from './chart-legend.tsx'
import { DepthCard } from './depth-card.tsx'
import { TimelineCard } from './timeline-card.tsx'

const ORDER_LABELS: Readonly<Record<OrderMode, string>> = { auto: 'Auto', rank: 'Rank', displacement: 'Places' }
const ORDER_HINTS: Readonly<Record<OrderMode, string>> = {
  auto: 'Ranks for up to 200 tasks, places beyond',
  rank: 'Submission rank against completion rank',
  displacement: 'Places overtaken or lost against completion rank',
}
const ORDER_WHAT: Readonly<Record<OrderMode, string>> = {
  auto: 'who overtook',
  rank: 'rank by rank',
  displacement: 'places won, lost',
}

/** All charts of the run. They share a part of its time, a crosshair and a selection. */
export default function RunCharts() {
  const props = useChartProps()
  const { view } = props
  const cores = useRunValue(({ info }) => info?.machine.cores ?? null, PANEL_HZ)
  const onLoop = useRunValue(({ workers }) => workers.some((worker) => worker?.kind === 'event-loop'), PANEL_HZ)
  const painted = useRunValue(({ picture }) => picture?.tiles.length ?? null, PANEL_HZ)
  const cpuLegend = useLegend('cpu')
  useEffect(() => () => view.reset(), [view])
  return (
    <div className={styles['cards']} data-picture={painted !== null} data-loop={onLoop}>
      {painted !== null && (
        <ChartCard
          chart="picture"
          shown={props}
          title="Picture"
          what="each tile first in its worker’s colour"
          note={formatPlural(painted, 'tile')}
          className={styles['picture']}
        >
          <PictureView {...props} />
        </ChartCard>
      )}
      <DepthCard {...props} />
      <ChartCard
        chart="cpu"
        shown={props}
        title="CPU use"
        what="cores, per worker"
        note={cores === null ? '' : formatPlural(cores, 'core')}
        className={styles['small']}
      >
        <WithLegend entries={cpuLegend}>
          <CpuChart {...props} />
        </WithLegend>
      </ChartCard>
      <ChartCard chart="throughput" shown={props} title="Throughput" what="tasks ended a second" className={styles['small']}>
        <ThroughputChart {...props} />
      </ChartCard>
      {onLoop && <LoopDelayCard />}
      <TimelineCard {...props} />
      <ChartCard chart="latency" shown={props} title="Latency" what="how long tasks wait and run" className={styles['latency']}>
        <LatencyChart {...props} />
      </ChartCard>
      <OrderCard />
    </div>
  )
}

function useChartProps() {
  const run = useSession((data) => data.run)
  return { run, frames: useFrames(), view: useView() }
}

function OrderCard() {
  const props = useChartProps()
  const mode = useSettings((settings) => settings.orderMode)
  const setSettings = useSetSettings()
  const choice = (
    <Segmented
      label="Plot completion order as"
      value={mode}
      options={ORDER_MODES.map((value) => ({ value, label: ORDER_LABELS[value], hint: ORDER_HINTS[value] }))}
      onChange={(orderMode) => setSettings({ orderMode })}
    />
  )
  return (
    <ChartCard chart="completion-order" shown={props} title="Completion order" what={ORDER_WHAT[mode]} note={choice} className={styles['order']}>
      <CompletionOrderChart {...props} mode={mode} />
    </ChartCard>
  )
}

/** For runs on an event loop: while it is late, everybody on it waits. */
function LoopDelayCard() {
  const props = useChartProps()
  const peakMs = useRunValue(({ maxLoopDelayMs }) => maxLoopDelayMs, PANEL_HZ)
  return (
    <ChartCard
      chart="loop-delay"
      shown={props}
      title="Loop delay"
      what="how late the event loop turns"
      note={`peak ${formatDuration(peakMs)}`}
      className={styles['small']}
    >
      <LoopDelayChart {...props} />
    </ChartCard>
  )
}
