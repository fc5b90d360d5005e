import { hatch } from '../hatch.ts'
import type { LegendEntry } from '../legends.ts'
import { tokenColor, type Palette } from '../palette.ts'
import { paintPoint } from '../point-marks.ts'
import { linesOfLegend } from './legend-lines.ts'

type Context = CanvasRenderingContext2D

interface Place {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly textPx: number
}

const LINE = 1.4
/** Between a swatch and its label. */
const SWATCH_GAP = 5

/** Entries one behind the other, in lines; the font is set. Returns where they end. What has no room is counted at the end. */
export function paintLegend(
  context: Context,
  entries: readonly LegendEntry[],
  look: { readonly palette: Palette; readonly dpr: number },
  { left, top, width, textPx }: Place,
): number {
  const swatch = textPx * 0.8
  const indent = swatch + SWATCH_GAP
  const widthOf = (text: string): number => context.measureText(text).width
  const wide = entries.map(({ label }) => indent + widthOf(label))
  const { places, more } = linesOfLegend(wide, width, (leftOut) => widthOf(moreWords(leftOut)))
  const topOf = (line: number): number => top + line * textPx * LINE
  const write = (text: string, x: number, line: number): void => {
    context.fillStyle = look.palette.ink2
    context.textAlign = 'left'
    context.textBaseline = 'top'
    context.fillText(text, left + x, topOf(line))
  }
  for (const [at, { x, line }] of places.entries()) {
    const entry = entries[at]
    if (entry === undefined) continue
    paintSwatch(context, entry, look, [left + x, topOf(line) + (textPx - swatch) / 2, swatch])
    write(entry.label, x + indent, line)
  }
  if (more !== null) write(moreWords(entries.length - places.length), more.x, more.line)
  return topOf(((more ?? places.at(-1))?.line ?? 0) + 1)
}

/** As below a chart on the screen. */
const moreWords = (leftOut: number): string => `+${leftOut} more`

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
