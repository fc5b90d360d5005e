import type { Settings } from '../stores/settings-store.ts'

export type VideoSize = Settings['videoSize']
export type VideoRate = Settings['videoFps']

/** In pixels. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

export interface Rectangle extends PictureSize {
  readonly x: number
  readonly y: number
}

const SIZES: Readonly<Record<Exclude<VideoSize, 'shown'>, PictureSize>> = {
  '720p': { width: 1280, height: 720 },
  '1080p': { width: 1920, height: 1080 },
  '4K': { width: 3840, height: 2160 },
}

/** Text needs more than film, and what stands still needs next to nothing: a rate for the worst of it. */
const BITS_PER_PIXEL = 0.12
const MIN_BITS = 2_000_000
const MAX_BITS = 40_000_000

/** The size of a video of what has `shown` pixels: even numbers, as encoders want them. */
export function videoSize(size: VideoSize, shown: PictureSize): PictureSize {
  if (size !== 'shown') return SIZES[size]
  return { width: Math.max(2, shown.width - (shown.width % 2)), height: Math.max(2, shown.height - (shown.height % 2)) }
}

/** Bits per second. */
export function videoBits({ width, height }: PictureSize, fps: number): number {
  return Math.round(Math.min(MAX_BITS, Math.max(MIN_BITS, width * height * fps * BITS_PER_PIXEL)))
}

/** Where a picture stands in a video of another shape: whole, in the middle, as large as it can be. */
export function within(picture: PictureSize, video: PictureSize): Rectangle {
  const scale = Math.min(video.width / picture.width, video.height / picture.height)
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)]
  return { width, height, x: Math.round((video.width - width) / 2), y: Math.round((video.height - height) / 2) }
}

/** The part of a picture that a part of the window (as shares of it) is. */
export function partOf(part: Rectangle | null, picture: PictureSize): Rectangle {
  if (part === null) return { x: 0, y: 0, ...picture }
  const x = Math.round(part.x * picture.width)
  const y = Math.round(part.y * picture.height)
  return {
    x,
    y,
    width: Math.max(2, Math.min(picture.width - x, Math.round(part.width * picture.width))),
    height: Math.max(2, Math.min(picture.height - y, Math.round(part.height * picture.height))),
  }
}
