/** The part of the complex plane that a picture shows: its centre, and how much of the plane its height spans. */
export interface PlaneView {
  re: number
  im: number
  height: number
}

/** Places worth a look; the names are values of the `view` parameter. */
export const VIEWS = {
  whole: { re: -0.65, im: 0, height: 2.5 },
  seahorses: { re: -0.7453, im: 0.1127, height: 0.0065 },
  elephants: { re: 0.2855, im: 0.0115, height: 0.012 },
  spiral: { re: -0.761574, im: -0.0847596, height: 0.004 },
} as const satisfies Record<string, PlaneView>
export type ViewName = keyof typeof VIEWS

export interface TileInput {
  /** The tile, in pixels of the picture. */
  x: number
  y: number
  width: number
  height: number
  picture: { width: number; height: number }
  view: PlaneView
  maxIterations: number
}

export interface TileOutput {
  x: number
  y: number
  width: number
  height: number
  /** Row by row. 0: inside the set; 1 (left at once) to 255 (left at the last iteration): a logarithmic scale. */
  pixels: Uint8Array
}

/** Far beyond the 2 that decides membership: the larger, the smoother the fraction of the last iteration. */
const BAILOUT_SQUARED = 256 * 256

/**
 * After how many iterations of z² + c the point has left, with the fraction that makes neighbouring bands flow into
 * each other (the normalised iteration count: Peitgen & Richter, "The Beauty of Fractals", 1986); null: never.
 * There is no short cut for the inside of the set: tiles are to differ in cost.
 */
function escapeTime(re: number, im: number, maxIterations: number): number | null {
  let x = 0
  let y = 0
  let xx = 0
  let yy = 0
  let count = 0
  for (; xx + yy <= BAILOUT_SQUARED && count < maxIterations; count++) {
    y = 2 * x * y + im
    x = xx - yy + re
    xx = x * x
    yy = y * y
  }
  if (xx + yy <= BAILOUT_SQUARED) return null
  return Math.max(0, count + 1 - Math.log2(Math.log2(xx + yy) / 2))
}

/** One tile of a picture of the Mandelbrot set. */
export function mandelbrot({ x, y, width, height, picture, view, maxIterations }: TileInput): TileOutput {
  const pixels = new Uint8Array(width * height)
  const step = view.height / picture.height
  const scale = 254 / Math.log1p(maxIterations)
  for (let row = 0; row < height; row++) {
    const im = view.im - (y + row + 0.5 - picture.height / 2) * step
    for (let column = 0; column < width; column++) {
      const re = view.re + (x + column + 0.5 - picture.width / 2) * step
      const escaped = escapeTime(re, im, maxIterations)
      if (escaped !== null) pixels[row * width + column] = 1 + Math.min(254, Math.round(Math.log1p(escaped) * scale))
    }
  }
  return { x, y, width, height, pixels }
}

/** The tile in a task's output, or null when the task was another kind. */
export function tileOf(output: unknown): TileOutput | null {
  if (typeof output !== 'object' || output === null) return null
  const { x, y, width, height, pixels } = output as Partial<Record<keyof TileOutput, unknown>>
  if (typeof x !== 'number' || typeof y !== 'number') return null
  if (typeof width !== 'number' || typeof height !== 'number') return null
  if (!(pixels instanceof Uint8Array) || pixels.length !== width * height) return null
  return { x, y, width, height, pixels }
}
