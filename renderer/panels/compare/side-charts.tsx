import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import {
  CompletionOrderChart,
  CpuChart,
  headerCount,
  LatencyChart,
  LoopDelayChart,
  Minimap,
  pressTimelineKey,
  QueueDepthChart,
  ThroughputChart,
  TimelineChart,
  type ChartProps,
} from '../../charts/index.ts'
import { SIDES, useFrames, useSettings, type SideName, type Sides } from '../../stores/index.ts'
import { Card } from '../../ui/card.tsx'
import { TaskNote } from '../run/selection-note.tsx'
import styles from './compare.module.css'

type SideProps = ChartProps & { readonly peer: NonNullable<ChartProps['peer']> }

interface Pair {
  readonly title: string
  readonly what: string
  readonly tall?: boolean
  readonly chart: (props: SideProps) => ReactNode
}

const PAIRS: readonly Pair[] = [
  { title: 'Timeline', what: 'a lane per worker, a bar per task', tall: true, chart: (props) => <Timeline {...props} /> },
  { title: 'Queue depth', what: 'tasks waiting', chart: (props) => <QueueDepthChart {...props} /> },
  { title: 'CPU use', what: 'cores, per worker', chart: (props) => <CpuChart {...props} /> },
  { title: 'Throughput', what: 'tasks ended a second', chart: (props) => <ThroughputChart {...props} /> },
  { title: 'Latency', what: 'how long tasks wait and run', chart: (props) => <LatencyChart {...props} /> },
  { title: 'Completion order', what: 'who overtook', chart: (props) => <Order {...props} /> },
]
const LOOP_DELAY: Pair = {
  title: 'Loop delay',
  what: 'how late the event loop turns',
  chart: (props) => <LoopDelayChart {...props} />,
}

/** The same charts of both sides, in pairs with the same axes. */
export function SideCharts({ sides }: { sides: Sides }) {
  const frames = useFrames()
  const onLoop = SIDES.some((name) => sides[name].run.whole.workers.some((worker) => worker?.kind === 'event-loop'))
  const pairs = onLoop ? [...PAIRS.slice(0, 3), LOOP_DELAY, ...PAIRS.slice(3)] : PAIRS
  const propsOf = (name: SideName): SideProps => {
    const other = sides[name === 'a' ? 'b' : 'a']
    return { run: sides[name].run, view: sides.views[name], peer: other.run, frames }
  }
  return pairs.map(({ title, what, tall = false, chart }) =>
    SIDES.map((name) => (
      <Card key={`${title} ${name}`} title={`${title}, ${name}`} what={what} className={tall ? styles['tall'] : undefined}>
        {chart(propsOf(name))}
      </Card>
    )),
  )
}

const HELP = 'Zoom: wheel, W and S. Pan: drag, A and D. Range: Shift and drag. All: 0 or double click.'
const REM_PER_LANE = 1
const MOST_LANES = 16
const AXIS_REM = 2.1
/** The line of a process. */
const REM_PER_HEADER = 0.95

function Timeline(props: SideProps) {
  const { run, view, peer } = props
  const color = useSettings((settings) => settings.timelineColor)
  const waits = useSettings((settings) => settings.timelineWaits)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    if (pressTimelineKey(event.key, run, view)) event.preventDefault()
  }
  const lanes = Math.min(MOST_LANES, Math.max(run.workers.length, peer.workers.length))
  const headers = Math.max(headerCount(run.workers), headerCount(peer.workers))
  const room: CSSProperties = { minHeight: `${lanes * REM_PER_LANE + headers * REM_PER_HEADER + AXIS_REM}rem` }
  return (
    <div className={styles['timeline']}>
      <div className={styles['plot']} role="group" aria-label={`Timeline. ${HELP}`} style={room} tabIndex={0} onKeyDown={onKeyDown}>
        <TimelineChart {...props} color={color} waits={waits} />
      </div>
      <div className="under-plot">
        <Minimap {...props} />
      </div>
      <TaskNote {...props} />
    </div>
  )
}

function Order(props: SideProps) {
  const mode = useSettings((settings) => settings.orderMode)
  return <CompletionOrderChart {...props} mode={mode} />
}
