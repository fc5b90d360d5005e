import { textScale } from './palette.ts'
import type { Size } from './use-size.ts'

/** Where the plot lies in its chart: within labels and margins. */
export interface PlotArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Right: half of the last label of the time or rank axis. */
export const MARGIN = { top: 10, right: 24, bottom: 0, left: 0 }
export const X_AXIS_HEIGHT = 22
export const Y_AXIS_WIDTH = 46
/** Of labels with a unit: `100 ms`. */
export const UNIT_AXIS_WIDTH = 54
/** Room for a label of an axis. */
export const PX_PER_X_TICK = 90
export const PX_PER_Y_TICK = 38
const SMALLEST = 20

/** Of a chart of a size; null where there is no room for one. `yWidth`: of the labels, at the usual size of text. */
export function plotArea({ width, height }: Size, yWidth: number): PlotArea | null {
  const left = yWidth * textScale() + MARGIN.left
  const area = {
    left,
    top: MARGIN.top,
    width: width - left - MARGIN.right,
    height: height - X_AXIS_HEIGHT * textScale() - MARGIN.top,
  }
  return area.width < SMALLEST || area.height < SMALLEST ? null : area
}

/**
 * The pixels of a plot in which an event is; null outside of it. A chart on a stage is zoomed by CSS: events and boxes
 * are in pixels of the window, the plot in its own.
 * @param home of the chart
 * @param zoom of the chart, with all around it
 */
export function placeIn(
  { left, top, width, height }: PlotArea,
  event: { readonly clientX: number; readonly clientY: number },
  home: { readonly left: number; readonly top: number },
  zoom: number,
): readonly [xPx: number, yPx: number] | null {
  const [xPx, yPx] = [(event.clientX - home.left) / zoom - left, (event.clientY - home.top) / zoom - top]
  return xPx < 0 || yPx < 0 || xPx > width || yPx > height ? null : [xPx, yPx]
}

/** A place in a plot: its values and its pixels. */
export interface PlotPoint {
  readonly x: number
  readonly y: number
  readonly xPx: number
  readonly yPx: number
  readonly width: number
  readonly height: number
  /** The pointer is there; otherwise it is at the same time in another chart, and `y` says nothing. */
  readonly pointed: boolean
}
