import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { endMsOf, markersOf, shownMs, useFrames, usePlayed, usePlayedValue, usePlayer, type Played } from '../../stores/index.ts'
import { formatClock } from '../../ui/words.ts'
import { paintTape } from './tape-painter.ts'
import { TapeBins } from './tape-bins.ts'
import styles from './tape.module.css'

/** Often enough for a screen reader, and for the time beside the tape. */
const HZ = 10
/** Of the run, for the arrow keys and for PageUp and PageDown. */
const SMALL_STEP = 0.01
const LARGE_STEP = 0.1

/**
 * The whole run as bars of ended tasks, or two runs one below the other, with the shown time on it: drag it to scrub.
 * Painted at most once per frame.
 */
export function Tape() {
  const runs = usePlayed()
  const frames = useFrames()
  const player = usePlayer()
  const canvas = useRef<HTMLCanvasElement>(null)
  const nowMs = usePlayedValue(roundedNow, HZ)
  const endMs = usePlayedValue(roundedEnd, HZ)
  const empty = endMs === 0

  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const bins = runs.map(() => new TapeBins())
    const stop = frames.onFrame(() => {
      bins.forEach((some, at) => {
        const run = runs[at]
        if (run === undefined) return
        const { dropped, columns, end } = run.tables.tasks
        some.update(run.generation, { dropped, columns, length: end - dropped }, run.endMs)
      })
      paintTape(element, bins, { nowMs: shownMs(runs), endMs: endMsOf(runs), markers: markersOf(runs) })
    })
    const resized = new ResizeObserver(() => frames.invalidate())
    resized.observe(element)
    return () => {
      stop()
      resized.disconnect()
    }
  }, [runs, frames])

  const scrub = ({ currentTarget, clientX }: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect()
    player.seek(((clientX - left) / width) * endMsOf(runs))
  }
  const onKey = (event: KeyboardEvent): void => {
    const to = keyTarget(event.key, shownMs(runs), endMsOf(runs))
    if (to === null) return
    event.preventDefault()
    if (to >= endMsOf(runs)) player.follow()
    else player.seek(to)
  }
  return (
    <div
      className={styles['tape']}
      role="slider"
      aria-label="Replay time"
      aria-valuemin={0}
      aria-valuemax={endMs}
      aria-valuenow={nowMs}
      aria-valuetext={empty ? 'no run' : `${formatClock(nowMs)} of ${formatClock(endMs)}`}
      aria-disabled={empty}
      tabIndex={empty ? -1 : 0}
      onKeyDown={empty ? undefined : onKey}
      onPointerDown={(event) => {
        if (empty || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        scrub(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) scrub(event)
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {empty && <p className={styles['hint']}>The run is taped here: tasks ended, over time.</p>}
    </div>
  )
}

const roundedNow = (runs: Played): number => Math.round(shownMs(runs))
const roundedEnd = (runs: Played): number => Math.round(endMsOf(runs))

/** Where a key moves the shown time; null for a key that means nothing here. */
export function keyTarget(key: string, nowMs: number, endMs: number): number | null {
  const within = (ms: number): number => Math.min(endMs, Math.max(0, ms))
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return within(nowMs - endMs * SMALL_STEP)
    case 'ArrowRight':
    case 'ArrowUp':
      return within(nowMs + endMs * SMALL_STEP)
    case 'PageDown':
      return within(nowMs - endMs * LARGE_STEP)
    case 'PageUp':
      return within(nowMs + endMs * LARGE_STEP)
    case 'Home':
      return 0
    case 'End':
      return endMs
    default:
      return null
  }
}
