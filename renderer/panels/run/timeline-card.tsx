import { useEffect, useEffectEvent, type KeyboardEvent as ReactKeyboardEvent } from 'react'
import { legendOf, Minimap, pressTimelineKey, TASK_COLORS, TimelineChart, type ChartProps, type TaskColor } from '../../charts/index.ts'
import { useRunValue, useSetSettings, useSettings } from '../../stores/index.ts'
import { Card } from '../../ui/card.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { formatPlural } from '../../ui/words.ts'
import { PANEL_HZ } from '../rates.ts'
import centre from './centre.module.css'
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
/** Where letters are text, or a key of the element's own. */
const TYPING = 'input, textarea, select, dialog, [contenteditable], [role="menu"]'
const LETTERS = ['w', 'a', 's', 'd', '0']

/** The timeline with what steers it, the strip of the whole run below, and what is selected. */
export function TimelineCard(props: ChartProps) {
  const { run, view } = props
  const color = useSettings((settings) => settings.timelineColor)
  const waits = useSettings((settings) => settings.timelineWaits)
  const setSettings = useSetSettings()
  const lanes = useRunValue(({ workers }) => workers.filter((worker) => worker !== undefined).length, PANEL_HZ)
  useTimelineKeys(props)

  // Arrows belong to what has the focus; the letters work everywhere.
  const onKeyDown = (event: ReactKeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    if (!pressTimelineKey(event.key, run, view)) return
    event.preventDefault()
  }
  const room = { minHeight: `${Math.min(lanes, MOST_LANES) * REM_PER_LANE + AXIS_REM}rem` }
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
    <Card title="Timeline" what="a lane per worker, a bar per task" note={controls} className={centre['timeline']}>
      <div className={styles['body']}>
        <div className={styles['plot']} role="group" aria-label={`Timeline. ${HELP}`} style={room} tabIndex={0} onKeyDown={onKeyDown}>
          <TimelineChart {...props} color={color} waits={waits} />
        </div>
        <div className={styles['map']}>
          <Minimap {...props} />
        </div>
        <div className={styles['foot']}>
          <RangeLine {...props} />
          <Legend color={color} />
        </div>
      </div>
      <TaskNote {...props} />
    </Card>
  )
}

/** What colours mean; nothing where lanes say it. */
function Legend({ color }: { color: TaskColor }) {
  const text = useRunValue((run) => JSON.stringify(legendOf(run, color)), PANEL_HZ)
  const entries = JSON.parse(text) as ReturnType<typeof legendOf>
  if (entries.length === 0) return null
  return (
    <ul className={styles['legend']} aria-label="Colours">
      {entries.map(({ label, color: ink }) => (
        <li key={label}>
          <i style={{ background: ink }} />
          {label}
        </li>
      ))}
    </ul>
  )
}

/** W, A, S, D and 0 steer the timeline from anywhere, Escape takes the selection back. */
export function useTimelineKeys({ run, view }: Pick<ChartProps, 'run' | 'view'>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof Element && event.target.closest(TYPING)) return
    if (event.key === 'Escape' && view.selection !== null) view.select(null)
    else if (!LETTERS.includes(event.key) || !pressTimelineKey(event.key, run, view)) return
    event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
