import type { Axis } from './axis.ts'
import type { Frames } from './data.ts'
import { onThemeChange, readPalette, type Palette } from './palette.ts'

/** The canvas reaches this far beyond the plot area, so that a mark on its edge is whole. */
export const BLEED_PX = 6

/** Where a painter paints: the plot area of a chart in CSS pixels, and what its axes span. */
export interface View {
  readonly width: number
  readonly height: number
  readonly dpr: number
  readonly x: Axis
  readonly y: Axis
  readonly palette: Palette
}

/** Paints all marks on a cleared canvas. A new `view` object means: anything may have changed. `true`: paint again. */
export type Paint = (context: CanvasRenderingContext2D, view: View, timeMs: number) => unknown

export interface SurfaceOptions {
  readonly canvas: HTMLCanvasElement
  /** Of the plot area. */
  readonly width: number
  readonly height: number
  /** Room below it, for labels. */
  readonly below: number
  /** The axis now; another object means another axis. */
  readonly x: () => Axis
  readonly y: Axis
  readonly frames: Frames
  /** The version of what `paint` shows. */
  readonly version: () => number | string
  readonly paint: Paint
}

/** Pixel of a value in a view. */
export const xPixel = ({ x, width }: Pick<View, 'x' | 'width'>, value: number): number => ((value - x.lo) / (x.hi - x.lo)) * width
export const yPixel = ({ y, height }: Pick<View, 'y' | 'height'>, value: number): number => height - ((value - y.lo) / (y.hi - y.lo)) * height

/** Text of a chart, in the font of the window; a rim in the panel's colour keeps it readable on top of marks. */
export function paintText(
  context: CanvasRenderingContext2D,
  { palette }: View,
  text: string,
  x: number,
  y: number,
): void {
  context.font = palette.font
  context.lineJoin = 'round'
  context.lineWidth = 3
  context.strokeStyle = palette.panel
  context.strokeText(text, x, y)
  context.fillStyle = palette.ink2
  context.fillText(text, x, y)
}

/** A dashed line across the plot at a value, with its name at its right end, over it. */
export function paintLevel(context: CanvasRenderingContext2D, view: View, value: number, name: string, color: string): void {
  const y = yPixel(view, value)
  context.strokeStyle = color
  context.lineWidth = 1
  context.setLineDash([4, 4])
  context.beginPath()
  context.moveTo(0, y)
  context.lineTo(view.width, y)
  context.stroke()
  context.setLineDash([])
  context.textAlign = 'right'
  context.textBaseline = 'bottom'
  paintText(context, view, name, view.width - 5, y - 4)
}

/** A dot on the highest place of a line, and what it is, on the side where there is room. */
export function paintPeak(
  context: CanvasRenderingContext2D,
  view: View,
  [x, y]: readonly [number, number],
  text: string,
  color: string,
): void {
  context.font = view.palette.font
  const right = x + 9 + context.measureText(text).width < view.width
  context.fillStyle = color
  context.beginPath()
  context.arc(x, y, 3, 0, 2 * Math.PI)
  context.fill()
  if (text === '') return
  context.textAlign = right ? 'left' : 'right'
  context.textBaseline = 'middle'
  // Above the line, or in a low chart below it: never on it.
  paintText(context, view, text, right ? x + 8 : x - 8, y < 14 ? y + 10 : y - 8)
}

/** Keeps a canvas painted: in each frame in which its data changed, and when theme or pixel density did. */
export function mountSurface(options: SurfaceOptions): () => void {
  const { canvas, width, height, below, x, y, frames, version, paint } = options
  const context = canvas.getContext('2d')
  if (context === null || width <= 0 || height <= 0) return () => undefined
  let view = fit()
  let painted: number | string | null = null

  function fit(): View {
    const dpr = (window.devicePixelRatio || 1) * canvas.currentCSSZoom
    const [wide, high] = [Math.round((width + 2 * BLEED_PX) * dpr), Math.round((height + 2 * BLEED_PX + below) * dpr)]
    if (canvas.width !== wide) canvas.width = wide
    if (canvas.height !== high) canvas.height = high
    return { width, height, dpr, x: x(), y, palette: readPalette(canvas) }
  }

  function draw(context: CanvasRenderingContext2D, timeMs: number): boolean {
    if (x() !== view.x) {
      view = { ...view, x: x() }
      painted = null
    }
    if (painted === version()) return false
    painted = version()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.setTransform(view.dpr, 0, 0, view.dpr, BLEED_PX * view.dpr, BLEED_PX * view.dpr)
    const again = paint(context, view, timeMs) === true
    if (again) painted = null
    return again
  }

  function refit(): void {
    view = fit()
    painted = null
    frames.invalidate()
  }

  // At once, not in the next frame: a resized canvas is blank.
  if (draw(context, performance.now())) frames.invalidate()
  const stops = [frames.onFrame((timeMs) => draw(context, timeMs)), onThemeChange(refit), onDensityChange(refit)]
  return () => {
    for (const stop of stops) stop()
  }
}

/** The window moved to a screen of another pixel density, or was zoomed. */
function onDensityChange(listener: () => void): () => void {
  const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
