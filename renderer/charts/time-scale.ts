import { useMemo } from 'react'
import type { KnobTurn } from '../../workloads/contract/index.ts'
import { agoAxis, sameAxis, timeAxis, wholeRunAxis, type Axis } from './axis.ts'
import { isLive, type ChartRun } from './data.ts'
import type { SharedView, TimeWindow } from './shared-view.ts'

/** A run that goes on for longer is shown in the timeline through a window that moves with it. */
const LIVE_WINDOW_MS = 10_000

/** The axis of the timeline where nobody chose a window: all of the run, or the newest part of one that goes on. */
export const followAxis = (run: ChartRun): Axis =>
  isLive(run) && run.nowMs > LIVE_WINDOW_MS ? agoAxis(LIVE_WINDOW_MS) : wholeRunAxis(run)

/** The time axis that charts share: it follows the view's window, in each frame and without React. */
export interface TimeScale {
  readonly view: SharedView
  /** The axis now; the same object as long as it is the same. */
  readonly axis: () => Axis
  /** What to add to a value of the axis to get a time of the run: an axis that ends at 0 counts back from now. */
  readonly originMs: () => number
  /** Uses of knobs, to be marked. */
  readonly turns: () => readonly KnobTurn[]
}

/** `follow` tells the axis where the view has no window. */
export function timeScale(run: ChartRun, view: SharedView, follow: (run: ChartRun) => Axis = wholeRunAxis): TimeScale {
  const whole = (): Axis => (view.extentMs === null ? follow(run) : timeAxis(0, view.extentMs))
  let axis = whole()
  const axisNow = (): Axis => {
    const { window } = view
    const next = window === null ? whole() : timeAxis(window.fromMs, window.toMs)
    if (!sameAxis(axis, next)) axis = next
    return axis
  }
  return { view, axis: axisNow, originMs: () => (axisNow().hi === 0 ? run.nowMs : 0), turns: () => run.turns }
}

export const useTimeScale = (run: ChartRun, view: SharedView, follow?: (run: ChartRun) => Axis): TimeScale =>
  useMemo(() => timeScale(run, view, follow), [run, view, follow])

/** The part of the run's time that the axis shows. */
export function shownWindow(scale: TimeScale): TimeWindow {
  const { lo, hi } = scale.axis()
  const originMs = scale.originMs()
  return { fromMs: lo + originMs, toMs: hi + originMs }
}

/** How long all that can be shown is, on the axes. */
export const wholeMs = (run: ChartRun, view: SharedView): number => view.extentMs ?? wholeRunAxis(run).hi

/** Where in the timeline a time is: 0 at its left edge, 1 at its right one. */
export function shownShare(run: ChartRun, view: SharedView, ms: number): number {
  const { fromMs, toMs } = shownWindow(timeScale(run, view, followAxis))
  return (ms - fromMs) / (toMs - fromMs)
}
