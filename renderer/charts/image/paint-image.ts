import type { Figure } from '../figure.ts'
import { MARGIN, X_AXIS_HEIGHT } from '../plot-area.ts'
import type { Palette } from '../palette.ts'
import { BLEED_PX, type View } from '../surface.ts'
import { withTimeTicks } from '../time-ticks.ts'
import { fixedAxis, paintAxes, paintLimit } from './paint-axes.ts'
import { paintLegend } from './paint-legend.ts'
import { fitted, linesOf, type Sheet, type Words } from './sheet.ts'

type Context = CanvasRenderingContext2D

const LINE = 1.35
/** `--fs` of charts. */
const LABEL_PX = 11

/** Paints a chart with its title, its run and its legend; all of it in the colours of a palette. */
export function paintImage(context: Context, figure: Figure, words: Words, sheet: Sheet, given: Palette): void {
  const palette = { ...given, font: fontOf(given, sheet.labelPx), textScale: sheet.labelPx / LABEL_PX }
  context.fillStyle = palette.panel
  context.fillRect(0, 0, sheet.width, sheet.height)
  const top = paintWords(context, words, sheet, palette)
  paintFigure(context, figure, sheet, palette, top)
}

/** The window's font in a size. */
export const fontOf = ({ font }: Palette, px: number, weight?: number): string =>
  `${weight === undefined ? '' : `${weight} `}${px}px ${font.replace(/^[\d.]+px /, '')}`

/** Returns where they end. */
function paintWords(context: Context, words: Words, sheet: Sheet, palette: Palette): number {
  const { margin, titlePx, textPx } = sheet
  const width = sheet.width - 2 * margin
  const widthOf = (text: string): number => context.measureText(text).width
  let y = margin
  const write = (text: string, px: number, color: string, weight?: number): void => {
    context.font = fontOf(palette, px, weight)
    context.fillStyle = color
    context.textAlign = 'left'
    context.textBaseline = 'top'
    context.fillText(fitted(text, width, widthOf), margin, y)
    y += px * LINE
  }
  write(words.title, titlePx, palette.ink, 600)
  write(words.run, textPx, palette.ink2)
  context.font = fontOf(palette, textPx)
  for (const line of linesOf(words.facts, width, sheet.factLines, widthOf)) write(line, textPx, palette.ink2)
  if (words.legend.length === 0) return y
  context.font = fontOf(palette, textPx)
  return paintLegend(context, words.legend, { palette, dpr: sheet.dpr }, { left: margin, top: y + 4, width, textPx })
}

function paintFigure(context: Context, figure: Figure, sheet: Sheet, palette: Palette, top: number): void {
  const { axes } = figure
  const scale = sheet.labelPx / LABEL_PX
  const left = axes === null ? sheet.margin : Math.max(sheet.margin, axes.yWidth * scale)
  const right = axes === null ? sheet.margin : Math.max(sheet.margin, MARGIN.right * scale)
  const bottom = axes === null ? sheet.margin : X_AXIS_HEIGHT * scale + sheet.margin / 2
  const [width, height] = [sheet.width - left - right, sheet.height - top - MARGIN.top - bottom]
  const view: View = { width, height, dpr: sheet.dpr, palette, ...(axes ?? { x: NO_AXIS, y: NO_AXIS }) }
  context.save()
  context.translate(left, top + MARGIN.top)
  if (axes !== null) paintAxes(context, view, axes, scale)
  context.save()
  if (figure.empty === null) {
    const paint = axes?.moves === true ? withTimeTicks(figure.paint, axes.grid === 'vertical') : figure.paint
    paint(context, view, performance.now())
  } else paintEmpty(context, view, figure.empty)
  context.restore()
  if (axes !== null) paintLimit(context, view, axes)
  context.restore()
}

const NO_AXIS = fixedAxis(0, 1)

function paintEmpty(context: Context, { palette, width, height }: View, text: string): void {
  context.font = palette.font
  context.fillStyle = palette.ink3
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, width / 2, height / 2 - BLEED_PX)
}
