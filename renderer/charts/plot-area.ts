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
