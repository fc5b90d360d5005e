import type { PresetInfo } from '../../../workloads/contract/index.ts'
import {
  CompletionOrderChart,
  CpuChart,
  formatCount,
  formatDuration,
  LoopDelayChart,
  ORDER_MODES,
  PictureView,
  QueueDepthChart,
  TimelineChart,
  type OrderMode,
} from '../../charts/index.ts'
import { useFrames, useRunValue, useSession, useSetSettings, useSettings } from '../../stores/index.ts'
import { Card } from '../../ui/card.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { formatPlural } from '../../ui/words.ts'
import { PANEL_HZ } from '../rates.ts'
import styles from './centre.module.css'
import { Figures } from './figures.tsx'
import { Preview } from './preview.tsx'
import { Sketch } from './sketch.tsx'
import { StatusLine } from './status-line.tsx'

/** The run of the selected preset: figures and charts, or what they will show. */
export function Centre({ preset, onDetails }: { preset: PresetInfo; onDetails: () => void }) {
  const runId = useSession((data) => data.runId)
  const mine = useSession((data) => data.runId !== null && data.runPresetId === preset.id)
  return (
    <main className={styles['centre']} aria-label="Run">
      <StatusLine preset={preset} mine={mine} onDetails={onDetails} />
      <Figures shown={mine} />
      <div className={styles['stage']}>
        {/* A new run gets new charts: zoom and hover of the one before mean nothing to it. */}
        {mine ? <Charts key={runId} /> : <Empty preset={preset} />}
      </div>
    </main>
  )
}

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

function Charts() {
  const run = useSession((data) => data.run)
  const frames = useFrames()
  const mode = useSettings((settings) => settings.orderMode)
  const setSettings = useSetSettings()
  const capacity = useRunValue(({ info }) => info?.capacity ?? null, PANEL_HZ)
  const peak = useRunValue(({ maxDepth }) => maxDepth, PANEL_HZ)
  const cores = useRunValue(({ info }) => info?.machine.cores ?? null, PANEL_HZ)
  const lanes = useRunValue(({ workers }) => workers.filter((worker) => worker !== undefined).length, PANEL_HZ)
  const onLoop = useRunValue(({ workers }) => workers.some((worker) => worker?.kind === 'event-loop'), PANEL_HZ)
  const painted = useRunValue(({ picture }) => picture?.tiles.length ?? null, PANEL_HZ)
  const order = (
    <Segmented
      label="Plot completion order as"
      value={mode}
      options={ORDER_MODES.map((value) => ({ value, label: ORDER_LABELS[value], hint: ORDER_HINTS[value] }))}
      onChange={(orderMode) => setSettings({ orderMode })}
    />
  )
  const depthNote = `peak ${formatCount(peak)}${capacity === null ? '' : ` · capacity ${formatCount(capacity)}`}`
  return (
    <div className={styles['cards']} data-picture={painted !== null} data-loop={onLoop}>
      {painted !== null && (
        <Card
          title="Picture"
          what="each tile first in its worker’s colour"
          note={formatPlural(painted, 'tile')}
          className={styles['picture']}
        >
          <PictureView run={run} frames={frames} />
        </Card>
      )}
      <Card title="Queue depth" what="tasks waiting" note={depthNote}>
        <QueueDepthChart run={run} frames={frames} />
      </Card>
      <Card title="CPU use" what="cores, per worker" note={cores === null ? '' : formatPlural(cores, 'core')}>
        <CpuChart run={run} frames={frames} />
      </Card>
      {onLoop && <LoopDelayCard />}
      <Card title="Completion order" what={ORDER_WHAT[mode]} note={order} className={styles['order']}>
        <CompletionOrderChart run={run} frames={frames} mode={mode} />
      </Card>
      <Card
        title="Timeline"
        what="a lane per worker, a bar per task"
        note={formatPlural(lanes, 'lane')}
        className={styles['timeline']}
      >
        <TimelineChart run={run} frames={frames} />
      </Card>
    </div>
  )
}

/** For runs on an event loop: while it is late, everybody on it waits. */
function LoopDelayCard() {
  const run = useSession((data) => data.run)
  const frames = useFrames()
  const peakMs = useRunValue(({ maxLoopDelayMs }) => maxLoopDelayMs, PANEL_HZ)
  return (
    <Card title="Loop delay" what="how late the event loop turns" note={`peak ${formatDuration(peakMs)}`}>
      <LoopDelayChart run={run} frames={frames} />
    </Card>
  )
}

/** Before a run: the same cards in the same places, each with a sketch of what it will tell, and the way to start. */
function Empty({ preset }: { preset: PresetInfo }) {
  return (
    <>
      <div className={`${styles['cards']} ${styles['asleep']}`} aria-hidden="true">
        <Card title="Queue depth" what="tasks waiting">
          <Sketch of="depth" />
        </Card>
        <Card title="CPU use" what="cores, per worker">
          <Sketch of="cpu" />
        </Card>
        <Card title="Completion order" what="who overtook whom">
          <Sketch of="order" />
        </Card>
        <Card title="Timeline" what="a lane per worker, a bar per task" className={styles['timeline']}>
          <Sketch of="timeline" />
        </Card>
      </div>
      <Preview preset={preset} />
    </>
  )
}
