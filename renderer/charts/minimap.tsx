import { useEffect, useLayoutEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { countAxis, timeAxis } from './axis.ts'
import type { ChartProps, ChartRun, Frames } from './data.ts'
import { formatDuration } from './format.ts'
import { minimapPainter } from './minimap-painter.ts'
import type { TimeWindow } from './shared-view.ts'
import { BLEED_PX, mountSurface } from './surface.ts'
import { followAxis, shownWindow, timeScale, wholeMs, type TimeScale } from './time-scale.ts'
import { panWindow, resizeWindow } from './time-window.ts'
import { pressKey } from './timeline-gestures.ts'
import { useSize } from './use-size.ts'
import { useTicked } from './use-ticked.ts'

type Part = 'fromMs' | 'toMs' | 'frame'
const PARTS: readonly Part[] = ['frame', 'fromMs', 'toMs']
const NAMES: Readonly<Record<Part, string>> = {
  frame: 'Time shown',
  fromMs: 'Start of the time shown',
  toMs: 'End of the time shown',
}
const UNIT = countAxis(0, 1)
/** Of the whole run, for the arrow keys on an end of the frame. */
const KEY_STEP = 0.01
const TELL_HZ = 4

/** The whole run in a strip, and on it a frame around the part that time charts show: to be moved and stretched. */
export function Minimap({ run, frames, view }: ChartProps): ReactNode {
  const strip = useRef<HTMLDivElement>(null)
  const time = useMemo(() => timeScale(run, view, followAxis), [run, view])
  const drag = useRef<{ part: Part; startX: number; window: TimeWindow } | null>(null)
  useFrame(strip, time, run, frames)
  const shown = useTicked(frames, TELL_HZ, useMemo(() => frameTeller(run, time), [run, time]), told, sameFrame)

  const pxPerMs = (): number => (strip.current?.clientWidth ?? 1) / wholeMs(run, view)
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const part = PARTS.find((one) => one === (event.target as HTMLElement).dataset['part'])
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    let window = shownWindow(time)
    if (part === undefined) {
      const atMs = (event.clientX - event.currentTarget.getBoundingClientRect().left) / pxPerMs()
      window = panWindow(window, atMs - (window.fromMs + window.toMs) / 2, wholeMs(run, view)) ?? window
      view.setWindow(window)
    }
    drag.current = { part: part ?? 'frame', startX: event.clientX, window }
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (drag.current === null) return
    const { part, startX, window } = drag.current
    const byMs = (event.clientX - startX) / pxPerMs()
    const moved =
      part === 'frame'
        ? panWindow(window, byMs, wholeMs(run, view))
        : resizeWindow(window, part, window[part] + byMs, wholeMs(run, view))
    view.setWindow(moved)
  }
  const onPointerEnd = (): void => {
    drag.current = null
  }
  const onKeyDown = (part: Part) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keyOn(part, event.key, run, time)) return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      className="minimap"
      ref={strip}
      onDoubleClick={() => view.setWindow(null)}
      {...{ onPointerDown, onPointerMove }}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
    >
      <MinimapMarks {...{ run, frames, view }} />
      {PARTS.map((part) => (
        <div
          key={part}
          className={part === 'frame' ? 'minimap-frame' : 'minimap-end'}
          data-part={part}
          role="slider"
          tabIndex={0}
          aria-label={NAMES[part]}
          aria-valuemin={0}
          aria-valuemax={shown.whole}
          aria-valuenow={shown[part]}
          aria-valuetext={textOf(part, shown)}
          onKeyDown={onKeyDown(part)}
        />
      ))}
    </div>
  )
}

function keyOn(part: Part, key: string, run: ChartRun, time: TimeScale): boolean {
  if (part === 'frame') return pressKey(key, run, time)
  const step = { ArrowLeft: -KEY_STEP, ArrowDown: -KEY_STEP, ArrowRight: KEY_STEP, ArrowUp: KEY_STEP, Home: -1, End: 1 }[key]
  if (step === undefined) return false
  const window = shownWindow(time)
  const whole = wholeMs(run, time.view)
  time.view.setWindow(resizeWindow(window, part, window[part] + step * whole, whole))
  return true
}

interface Told {
  readonly whole: number
  readonly frame: number
  readonly fromMs: number
  readonly toMs: number
  readonly fromText: string
  readonly toText: string
}

function frameTeller(run: ChartRun, time: TimeScale) {
  return {
    get version() {
      return `${run.version} ${time.view.version}`
    },
    tell: (): Told => {
      const { fromMs, toMs } = shownWindow(time)
      const whole = wholeMs(run, time.view)
      const [from, to] = [Math.max(0, fromMs), Math.min(toMs, whole)]
      const texts = { fromText: formatDuration(from), toText: formatDuration(to) }
      return { whole, frame: (from + to) / 2, fromMs: from, toMs: to, ...texts }
    },
  }
}

const textOf = (part: Part, { fromText, toText }: Told): string =>
  part === 'frame' ? `${fromText} to ${toText}` : part === 'fromMs' ? fromText : toText

const told = ({ tell }: ReturnType<typeof frameTeller>): Told => tell()

const sameFrame = (a: Told, b: Told): boolean => a.whole === b.whole && a.fromMs === b.fromMs && a.toMs === b.toMs

/** Keeps frame and ends where the window is: in each frame, without React. */
function useFrame(strip: { readonly current: HTMLElement | null }, time: TimeScale, run: ChartRun, frames: Frames): void {
  useLayoutEffect(() => {
    const place = (): void => {
      const { fromMs, toMs } = shownWindow(time)
      const whole = wholeMs(run, time.view)
      const share = (ms: number): string => `${100 * Math.min(1, Math.max(0, ms / whole))}%`
      strip.current?.style.setProperty('--from', share(fromMs))
      strip.current?.style.setProperty('--to', share(toMs))
    }
    place()
    return frames.onFrame(place)
  }, [strip, time, run, frames])
}

function MinimapMarks({ run, frames, view }: ChartProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const ref = useRef<HTMLCanvasElement>(null)
  const size = useSize(box)
  useEffect(() => {
    const canvas = ref.current
    if (canvas === null || size === null) return undefined
    let axis = timeAxis(0, wholeMs(run, view))
    const x = () => (axis.hi === wholeMs(run, view) ? axis : (axis = timeAxis(0, wholeMs(run, view))))
    const paint = minimapPainter(run)
    return mountSurface({ canvas, ...size, below: 0, x, y: UNIT, frames, version: () => run.version, paint })
  }, [run, frames, view, size])
  const [width, height] = [(size?.width ?? 0) + 2 * BLEED_PX, (size?.height ?? 0) + 2 * BLEED_PX]
  return (
    <div className="minimap-marks" ref={box} aria-hidden="true">
      <canvas ref={ref} style={{ left: -BLEED_PX, top: -BLEED_PX, width, height }} />
    </div>
  )
}
