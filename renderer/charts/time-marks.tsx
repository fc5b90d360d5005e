import { useLayoutEffect, useRef, type ReactNode } from 'react'
import type { Frames } from './data.ts'
import { textScale } from './palette.ts'
import type { PlotArea } from './plot-area.ts'
import { isRange } from './shared-view.ts'
import { shownWindow, type TimeScale } from './time-scale.ts'
import { showTurnMarks, turnMarks } from './turn-marks.ts'

interface TimeMarksProps {
  readonly time: TimeScale
  readonly frames: Frames
  readonly area: PlotArea
}

/** The crosshair, the selected part of the time and the uses of knobs, over a chart. They move by themselves: no mark is painted anew. */
export function TimeMarks({ time, frames, area }: TimeMarksProps): ReactNode {
  const cross = useRef<HTMLElement>(null)
  const range = useRef<HTMLElement>(null)
  const turns = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const scale = textScale()
    const place = (): void => {
      const { fromMs, toMs } = shownWindow(time)
      const { crosshairMs, selection } = time.view
      const pixel = (ms: number): number => ((ms - fromMs) / (toMs - fromMs)) * area.width
      if (turns.current !== null) {
        const pointedX = crosshairMs === null ? null : pixel(crosshairMs)
        const room = { width: area.width, pointedX, textScale: scale }
        showTurnMarks(turns.current, turnMarks(time.turns(), pixel, room))
      }
      if (cross.current !== null) show(cross.current, crosshairMs === null ? null : [pixel(crosshairMs), 1], area)
      if (range.current === null) return
      const [left, right] = isRange(selection) ? [pixel(selection.fromMs), pixel(selection.toMs)] : [0, 0]
      const from = Math.max(0, left)
      const width = Math.min(area.width, right) - from
      show(range.current, width > 0 ? [from, width] : null, area)
    }
    place()
    const stops = [time.view.onCrosshair(place), frames.onFrame(place)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [time, frames, area])
  // Labels stand in the margin above the plot, where no mark is.
  const above = { left: area.left, top: 0, width: area.width, height: area.top + area.height, '--plot-top': `${area.top}px` }
  const box = { left: area.left, top: area.top, height: area.height }
  return (
    <>
      <div ref={turns} className="chart-turns" style={above} aria-hidden="true" />
      <i ref={range} className="chart-range" style={box} hidden />
      <i ref={cross} className="chart-cross" style={box} hidden />
    </>
  )
}

function show(element: HTMLElement, at: readonly [left: number, width: number] | null, { width }: PlotArea): void {
  const seen = at !== null && at[0] >= 0 && at[0] <= width
  element.hidden = !seen
  if (!seen) return
  element.style.transform = `translateX(${Math.round(at[0])}px)`
  element.style.width = `${Math.max(1, Math.round(at[1]))}px`
}
