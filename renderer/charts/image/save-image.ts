import type { Figure } from '../figure.ts'
import { readPalette } from '../palette.ts'
import { paintImage } from './paint-image.ts'
import { chartSheet, SLIDE, type Sheet, type Words } from './sheet.ts'
import { SvgContext, type Pen, type SvgTools } from './svg-context.ts'

/** A chart as a PNG: twice as fine as the page or finer. @throws Error when the browser gives no canvas that large */
export const chartPng = (figure: Figure, words: Words): Promise<Blob> =>
  png(figure, words, chartSheet(figure.box.getBoundingClientRect(), window.devicePixelRatio))

/** A chart as a slide of 1920 x 1080 pixels, with what ran. @throws Error as above */
export const slidePng = (figure: Figure, words: Words): Promise<Blob> => png(figure, words, SLIDE)

/** A chart as SVG: vectors, but for what is painted as pixels on the screen, too. */
export function chartSvg(figure: Figure, words: Words): Blob {
  const sheet = chartSheet(figure.box.getBoundingClientRect(), window.devicePixelRatio)
  const context = new SvgContext(TOOLS)
  // Painters use no more of a context than `Pen`; what they use beyond it would fail at once, in each chart's test.
  const pen: Pen = context
  paintImage(pen as CanvasRenderingContext2D, figure, words, sheet, readPalette(figure.box))
  return new Blob([context.toSvg(sheet.width, sheet.height, figure.label)], { type: 'image/svg+xml' })
}

async function png(figure: Figure, words: Words, sheet: Sheet): Promise<Blob> {
  const { canvas, context } = blank(sheet.width * sheet.dpr, sheet.height * sheet.dpr)
  context.scale(sheet.dpr, sheet.dpr)
  paintImage(context, figure, words, sheet, readPalette(figure.box))
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new Error('The image could not be made: the browser gave no pixels. Try a smaller window.')
  return blob
}

function blank(width: number, height: number): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('The image could not be made: the browser gave no canvas. Close other windows and try again.')
  return { canvas, context }
}

let measuring: CanvasRenderingContext2D | null = null

const TOOLS: SvgTools = {
  measure(text, font, baseline) {
    measuring ??= blank(1, 1).context
    const context = measuring
    context.font = font
    context.textBaseline = baseline
    return context.measureText(text)
  },
  png(image, part) {
    const [width, height] = part === null ? sizeOf(image) : [part[2] ?? 1, part[3] ?? 1]
    const { canvas, context } = blank(width, height)
    context.drawImage(image, -(part?.[0] ?? 0), -(part?.[1] ?? 0))
    return { href: canvas.toDataURL('image/png'), width, height }
  },
}

/** Painters draw from canvases that are not on the page. */
function sizeOf(image: CanvasImageSource): [width: number, height: number] {
  if (image instanceof OffscreenCanvas || image instanceof HTMLCanvasElement) return [image.width, image.height]
  throw new TypeError('charts draw images from canvases only')
}
