import type { Palette } from './palette.ts'

const SIDE = 6
/** By context: a pattern is that of a canvas or of an SVG document. */
const made = new WeakMap<object, Map<string, CanvasPattern>>()

/** A light diagonal hatch: time spent waiting. `slope` 1 rises to the right, -1 falls. */
export function hatch(
  context: CanvasRenderingContext2D,
  { palette, dpr }: { palette: Palette; dpr: number },
  color: 'ink3' | 'warn',
  slope: 1 | -1,
): CanvasPattern | string {
  const key = `${palette[color]} ${slope} ${dpr}`
  const ofContext = made.get(context) ?? new Map<string, CanvasPattern>()
  made.set(context, ofContext)
  const known = ofContext.get(key)
  if (known !== undefined) return known
  const side = Math.round(SIDE * dpr)
  const tile = new OffscreenCanvas(side, side)
  const pen = tile.getContext('2d')
  if (pen === null) return palette.wait
  pen.fillStyle = palette[color]
  pen.globalAlpha = 0.1
  pen.fillRect(0, 0, side, side)
  pen.globalAlpha = 0.45
  pen.strokeStyle = palette[color]
  pen.lineWidth = dpr
  pen.beginPath()
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift, slope === 1 ? side : 0)
    pen.lineTo(shift + side, slope === 1 ? 0 : side)
  }
  pen.stroke()
  const pattern = context.createPattern(tile, 'repeat')
  if (pattern === null) return palette.wait
  // The tile is in device pixels, the context in CSS pixels.
  pattern.setTransform(new DOMMatrix().scale(1 / dpr))
  // A theme or a screen more is a few patterns more; beyond that somebody plays with zoom.
  if (ofContext.size > 32) ofContext.clear()
  ofContext.set(key, pattern)
  return pattern
}
