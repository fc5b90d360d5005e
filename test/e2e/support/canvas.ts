import type { Locator } from '@playwright/test'

/** A horizontal piece of one colour in a chart, in CSS pixels from the chart's corner. */
export interface Piece {
  readonly x: number
  readonly y: number
  readonly width: number
}

/**
 * What is painted in a colour of the theme, row by row.
 * @param color name of its property: `--bad`
 * @throws Error when nothing is
 */
export async function piecesOf(chart: Locator, color: string): Promise<[Piece, ...Piece[]]> {
  const [first, ...others] = await chart.evaluate((element, property) => {
    const canvas = element.querySelector('canvas')
    const context = canvas?.getContext('2d')
    const probe = new OffscreenCanvas(1, 1).getContext('2d')
    if (canvas == null || context == null || probe === null) throw new Error('the chart has no canvas')
    // The browser itself turns any notation of a colour into bytes.
    probe.fillStyle = getComputedStyle(canvas).getPropertyValue(property)
    probe.fillRect(0, 0, 1, 1)
    const [wanted] = new Uint32Array(probe.getImageData(0, 0, 1, 1).data.buffer)
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height)
    const pixels = new Uint32Array(data.buffer)
    const [home, place] = [element.getBoundingClientRect(), canvas.getBoundingClientRect()]
    const scale = place.width / width
    const pieces: { x: number; y: number; width: number }[] = []
    for (let row = 0; row < height; row++) {
      for (let column = 0, from = 0; column <= width; column++) {
        if (column < width && pixels[row * width + column] === wanted) continue
        const long = (column - from) * scale
        if (long > 0) pieces.push({ x: place.x - home.x + from * scale, y: place.y - home.y + row * scale, width: long })
        from = column + 1
      }
    }
    return pieces
  }, color)
  if (first === undefined) throw new Error(`nothing is painted in the colour ${color}`)
  return [first, ...others]
}
