import { hatch } from '../hatch.ts'
import type { LegendEntry } from '../legends.ts'
import { tokenColor, type Palette } from '../palette.ts'
import { paintPoint } from '../point-marks.ts'

type Context = CanvasRenderingContext2D

interface Place {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly textPx: number
}

const LINE = 1.4
const GAP = 16
const MOST_LINES = 2

/** Entries one behind the other, in lines; the font is set. Returns where they end. What does not fit is left out. */
export function paintLegend(
  context: Context,
  entries: readonly LegendEntry[],
  look: { readonly palette: Palette; readonly dpr: number },
  { left, top, width, textPx }: Place,
): number {
  const swatch = textPx * 0.8
  let [x, y, lines] = [left, top, 1]
  for (const entry of entries) {
    const wide = swatch + 5 + context.measureText(entry.label).width
    if (x > left && x + wide > left + width) {
      if (lines === MOST_LINES) break
      lines++
      x = left
      y += textPx * LINE
    }
    paintSwatch(context, entry, look, [x, y + (textPx - swatch) / 2, swatch])
    context.fillStyle = look.palette.ink2
    context.textAlign = 'left'
    context.textBaseline = 'top'
    context.fillText(entry.label, x + swatch + 5, y)
    x += wide + GAP
  }
  return y + textPx * LINE
}

function paintSwatch(
  context: Context,
  { mark, token }: LegendEntry,
  look: { readonly palette: Palette; readonly dpr: number },
  [x, y, side]: readonly [number, number, number],
): void {
  const color = tokenColor(look.palette, token)
  context.strokeStyle = color
  context.lineWidth = 2
  context.beginPath()
  switch (mark) {
    case 'line':
      context.moveTo(x, y + side / 2)
      context.lineTo(x + side, y + side / 2)
      context.stroke()
      return
    case 'cross':
      context.moveTo(x + 1, y + 1)
      context.lineTo(x + side - 1, y + side - 1)
      context.moveTo(x + side - 1, y + 1)
      context.lineTo(x + 1, y + side - 1)
      context.stroke()
      return
    case 'rising':
    case 'falling':
      context.fillStyle = hatch(context, look, token === 'warn' ? 'warn' : 'ink3', mark === 'rising' ? 1 : -1)
      context.fillRect(x, y, side, side)
      return
    case 'circle':
    case 'square':
    case 'diamond':
    case 'triangle':
      context.fillStyle = color
      paintPoint(context, mark, [x + side / 2, y + side / 2], side / 2)
      return
    default:
      context.fillStyle = color
      context.roundRect(x, y, side, side, 2)
      context.fill()
  }
}
