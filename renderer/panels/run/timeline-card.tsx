import type { KeyboardEvent as ReactKeyboardEvent } from 'react'
import { headerCount, Minimap, pressTimelineKey, TASK_COLORS, TimelineChart, type ChartProps, type TaskColor } from '../../charts/index.ts'
import { useRunValue, useSetSettings, useSettings } from '../../stores/index.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { formatPlural } from '../../ui/words.ts'
import { PANEL_HZ } from '../rates.ts'
import centre from './centre.module.css'
import { ChartCard } from './chart-card.tsx'
import { useLegend } from './chart-legend.tsx'
import { Legend } from './legend.tsx'
import { RangeLine, TaskNote } from './selection-note.tsx'
import styles from './timeline-card.module.css'

const COLOR_LABELS: Readonly<Record<TaskColor, string>> = { worker: 'Worker', outcome: 'Outcome', kind: 'Kind' }
const COLOR_HINTS: Readonly<Record<TaskColor, string>> = {
  worker: 'Colour by worker',
  outcome: 'Colour by how the task ended',
  kind: 'Colour by kind of task',
}
const HELP = 'Zoom: wheel, W and S. Pan: drag, A and D. Range: Shift and drag. All: 0 or double click.'
/** Lanes get this much room, up to a number of them, and their axis. */
const REM_PER_LANE = 1.15
const MOST_LANES = 24
const AXIS_REM = 2.1
/** The line of a process. */
const REM_PER_HEADER = 0.95

/** The timeline with what steers it, the strip of the whole run below, and what is selected. */
export function TimelineCard(props: ChartProps) {
  const { run, view } = props
  const color = useSettings((settings) => settings.timelineColor)
  const waits = useSettings((settings) => settings.timelineWaits)
  const setSettings = useSetSettings()
  const lanes = useRunValue(({ workers }) => workers.filter((worker) => worker !== undefined).length, PANEL_HZ)
  const headers = useRunValue(({ workers }) => headerCount(workers), PANEL_HZ)
  const legend = useLegend('timeline', color)

  // Arrows belong to what has the focus; the letters work everywhere (they are commands of the window).
  const onKeyDown = (event: ReactKeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    if (!pressTimelineKey(event.key, run, view)) return
    event.preventDefault()
  }
  const room = { minHeight: `${Math.min(lanes, MOST_LANES) * REM_PER_LANE + headers * REM_PER_HEADER + AXIS_REM}rem` }
  const controls = (
    <div className={styles['controls']}>
      <span className={styles['lanes']}>{formatPlural(lanes, 'lane')}</span>
      <button
        type="button"
        className={styles['switch']}
        role="switch"
        aria-checked={waits}
        title="The wait of each task in the queue, as a line before its bar; seen when bars are apart"
        onClick={() => setSettings({ timelineWaits: !waits })}
      >
        Waits
      </button>
      <Segmented
        label="Colour bars by"
        value={color}
        options={TASK_COLORS.map((value) => ({ value, label: COLOR_LABELS[value], hint: COLOR_HINTS[value] }))}
        onChange={(timelineColor) => setSettings({ timelineColor })}
      />
    </div>
  )
  return (
    <ChartCard chart="timeline" shown={props} color={color} title="Timeline" what="a lane per worker, a bar per task" note={controls} className={centre['timeline']}>
      <div className={styles['body']}>
        <div className={styles['plot']} role="group" aria-label={`Timeline. ${HELP}`} style={room} tabIndex={0} onKeyDown={onKeyDown}>
          <TimelineChart {...props} color={color} waits={waits} />
        </div>
        <div className="under-plot">
          <Minimap {...props} />
        </div>
        <div className={`under-plot ${styles['foot']}`}>
          <RangeLine {...props} />
          <Legend entries={legend} />
        </div>
      </div>
      <TaskNote {...props} />
    </ChartCard>
  )
}
