import type { ChartRun } from './data.ts'
import type { PlotPoint } from './plot-area.ts'
import type { Locate } from './plot.tsx'
import type { SharedView, TimeWindow } from './shared-view.ts'
import { followAxis, shownWindow, timeScale, wholeMs, type TimeScale } from './time-scale.ts'
import { panWindow, windowAfterKey, zoomWindow } from './time-window.ts'

/** The pointer may tremble so far in a click. */
const CLICK_PX = 3
/** A notch of the wheel (100 px in most browsers) zooms by a fifth. */
const ZOOM_PER_PX = 0.002
const MOST_PER_EVENT = 0.7
const PX_PER_LINE = 16

export interface Gestures {
  readonly run: ChartRun
  readonly time: TimeScale
  readonly locate: Locate
  /** The row of the task at a place, counted from the first that ever came. */
  readonly taskAt: (at: PlotPoint) => number | null
}

interface Drag {
  readonly pointerId: number
  readonly startX: number
  readonly at: PlotPoint
  readonly atMs: number
  readonly window: TimeWindow
  readonly selects: boolean
  moved: boolean
}

/** Zoom by wheel, pan by drag, range by drag with Shift, task by click, all by double click. Returns its disposer. */
export function attachGestures(chart: HTMLElement, { run, time, locate, taskAt }: Gestures): () => void {
  const { view } = time
  let drag: Drag | null = null
  const listening = new AbortController()
  const { signal } = listening
  const msOf = (at: PlotPoint): number => at.x + time.originMs()

  const onWheel = (event: WheelEvent): void => {
    const at = locate(event)
    if (at === null) return
    event.preventDefault()
    view.setWindow(windowAfterWheel(event, shownWindow(time), msOf(at), at.width, wholeMs(run, view)))
  }
  const onPointerDown = (event: PointerEvent): void => {
    const at = locate(event)
    if (at === null || event.button !== 0) return
    const { pointerId, clientX, shiftKey } = event
    drag = { pointerId, startX: clientX, at, atMs: msOf(at), window: shownWindow(time), selects: shiftKey, moved: false }
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (drag?.pointerId !== event.pointerId) return
    const byPx = (event.clientX - drag.startX) / chart.currentCSSZoom
    if (!drag.moved && Math.abs(byPx) <= CLICK_PX) return
    if (!drag.moved) chart.setPointerCapture(event.pointerId)
    drag.moved = true
    chart.dataset['drag'] = drag.selects ? 'select' : 'pan'
    const { fromMs, toMs } = drag.window
    const byMs = (byPx / drag.at.width) * (toMs - fromMs)
    if (!drag.selects) view.setWindow(panWindow(drag.window, -byMs, wholeMs(run, view)))
    else view.select(rangeBetween(drag.atMs, drag.atMs + byMs, run.nowMs))
  }
  const onPointerEnd = (event: PointerEvent): void => {
    const ended = drag?.pointerId === event.pointerId ? drag : null
    if (ended === null) return
    drag = null
    delete chart.dataset['drag']
    if (ended.moved || event.type === 'pointercancel') return
    const taskRow = taskAt(ended.at)
    view.select(taskRow === null ? null : { taskRow })
  }

  chart.addEventListener('wheel', onWheel, { passive: false, signal })
  chart.addEventListener('pointerdown', onPointerDown, { signal })
  chart.addEventListener('pointermove', onPointerMove, { signal })
  chart.addEventListener('pointerup', onPointerEnd, { signal })
  chart.addEventListener('pointercancel', onPointerEnd, { signal })
  chart.addEventListener('dblclick', () => view.setWindow(null), { signal })
  return () => listening.abort()
}

/** Up and down zooms where the pointer is, sideways pans. A pinch of a touchpad is a wheel with Ctrl. */
export function windowAfterWheel(
  event: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'shiftKey'>,
  window: TimeWindow,
  atMs: number,
  widthPx: number,
  runMs: number,
): TimeWindow | null {
  const unit = event.deltaMode === 0 ? 1 : PX_PER_LINE
  // Some systems make the wheel with Shift a sideways one, others leave that to the page.
  const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
  const [dx, dy] = [sideways * unit, event.shiftKey ? 0 : event.deltaY * unit]
  if (!event.ctrlKey && Math.abs(dx) > Math.abs(dy)) {
    return panWindow(window, (dx / widthPx) * (window.toMs - window.fromMs), runMs)
  }
  const log = Math.min(MOST_PER_EVENT, Math.max(-MOST_PER_EVENT, dy * ZOOM_PER_PX * (event.ctrlKey ? 4 : 1)))
  return zoomWindow(window, atMs, Math.exp(log), runMs)
}

/** The time between two places, as far as the run has come; null where nothing is between them. */
export function rangeBetween(oneMs: number, otherMs: number, nowMs: number): TimeWindow | null {
  const [fromMs, toMs] = [Math.max(0, Math.min(oneMs, otherMs)), Math.min(nowMs, Math.max(oneMs, otherMs))]
  return toMs > fromMs ? { fromMs, toMs } : null
}

/** Does what a key means to the window; false: it means nothing. */
export function pressKey(key: string, run: ChartRun, time: TimeScale): boolean {
  const next = windowAfterKey(key, shownWindow(time), wholeMs(run, time.view))
  if (next === undefined) return false
  time.view.setWindow(next)
  return true
}

/** The same on the timeline of a view. */
export const pressTimelineKey = (key: string, run: ChartRun, view: SharedView): boolean =>
  pressKey(key, run, timeScale(run, view, followAxis))
