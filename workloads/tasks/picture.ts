import { VIEWS, type TileInput } from './mandelbrot.ts'
import type { WorkloadParams } from './parameters.ts'

export interface Picture {
  readonly width: number
  readonly height: number
  /** How many tiles cover it. */
  readonly tiles: number
  /** Tiles from left to right, row by row; those at the right and lower edge may be smaller. */
  readonly tile: (index: number) => TileInput
}

/** A picture of the Mandelbrot set, cut into tiles. */
export function createPicture(params: WorkloadParams): Picture {
  const { pictureWidth: width, pictureHeight: height, tileSize, maxIterations } = params
  const columns = Math.ceil(width / tileSize)
  return {
    width,
    height,
    tiles: columns * Math.ceil(height / tileSize),
    tile: (index) => {
      const x = (index % columns) * tileSize
      const y = Math.floor(index / columns) * tileSize
      return {
        x,
        y,
        width: Math.min(tileSize, width - x),
        height: Math.min(tileSize, height - y),
        picture: { width, height },
        view: VIEWS[params.view],
        maxIterations,
      }
    },
  }
}
