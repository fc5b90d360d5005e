import type { Open } from './measure.ts'
import { HEIGHT, WIDTH } from './size.ts'

/** A canvas that is cleared and gets one mark: what a frame costs before a chart has done anything. */
export const openBlank: Open = (root) => {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  root.append(canvas)
  const context = canvas.getContext('2d')
  let frame = 0
  return {
    frame() {
      context?.clearRect(0, 0, WIDTH, HEIGHT)
      context?.fillRect(frame++ % WIDTH, 0, 2, 2)
    },
    close: () => undefined,
  }
}
