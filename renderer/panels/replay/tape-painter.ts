import type { Marker } from '../../stores/index.ts'
import { BINS, type TapeBins } from './tape-bins.ts'

export interface TapeTimes {
  /** Shown. */
  readonly nowMs: number
  readonly endMs: number
  readonly markers: readonly Marker[]
}

const MARKER_PX = 2
const HEAD_PX = 2
const MARKER_TOKENS: Readonly<Record<Marker['level'], string>> = { error: '--bad', warning: '--warn', knob: '--ink2' }
/** For the ticks. */
const TOP_PX = 6

/**
 * Bars over the whole width, those of each run in a row of their own, what is later than the shown time fainter; ticks on
 * top for warnings, errors and uses of knobs.
 */
export function paintTape(canvas: HTMLCanvasElement, all: readonly TapeBins[], { nowMs, endMs, markers }: TapeTimes): void {
  const { width, height } = canvas.getBoundingClientRect()
  const scale = window.devicePixelRatio
  const [deviceWidth, deviceHeight] = [Math.round(width * scale), Math.round(height * scale)]
  if (canvas.width !== deviceWidth || canvas.height !== deviceHeight) {
    canvas.width = deviceWidth
    canvas.height = deviceHeight
  }
  const context = canvas.getContext('2d')
  if (context === null) return
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.clearRect(0, 0, width, height)
  if (endMs === 0) return
  const style = getComputedStyle(canvas)
  const accent = style.getPropertyValue('--accent')
  const toX = (ms: number): number => (ms / endMs) * width
  const room = height / all.length
  const bars = (bins: TapeBins, row: number, counts: Uint32Array, color: string, alpha: number): void => {
    const highest = bins.ended.reduce((most, count) => Math.max(most, count), 1)
    const step = toX(bins.binMs)
    const gap = step > 3 ? 1 : 0
    const base = (row + 1) * room
    context.fillStyle = color
    for (let bin = 0; bin < BINS; bin++) {
      const count = counts[bin] ?? 0
      if (count === 0) continue
      const tall = Math.max(1.5, (count / highest) * (room - TOP_PX / all.length))
      context.globalAlpha = bin * bins.binMs <= nowMs ? alpha : alpha / 3
      context.fillRect(toX(bin * bins.binMs), base - tall, Math.max(1, step - gap), tall)
    }
  }
  all.forEach((bins, row) => {
    bars(bins, row, bins.ended, accent, 0.5)
    bars(bins, row, bins.bad, style.getPropertyValue('--bad'), 1)
  })
  context.globalAlpha = 1
  for (const { atMs, level } of markers) {
    context.fillStyle = style.getPropertyValue(MARKER_TOKENS[level])
    context.fillRect(Math.min(width - MARKER_PX, toX(atMs)), 0, MARKER_PX, 4)
  }
  context.fillStyle = accent
  context.fillRect(Math.min(width - HEAD_PX, toX(nowMs)), 0, HEAD_PX, height)
}
