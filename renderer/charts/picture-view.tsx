import { useCallback, useLayoutEffect, useRef, type ReactNode } from 'react'
import { isLive, type ChartProps, type ChartRun, type Frames } from './data.ts'
import { useFigure, type Figure } from './figure.ts'
import { formatCount } from './format.ts'
import { hatch } from './hatch.ts'
import { onThemeChange, readPalette, toRgb, WORKER_COLORS, type Palette, type Rgb } from './palette.ts'
import { FADE_MS, HOLD_MS, pictureShare, tilePixels } from './picture-painter.ts'
import type { Paint } from './surface.ts'
import { useSize } from './use-size.ts'
import { useTicked } from './use-ticked.ts'
import './charts.css'

/** Scale of the hatch where no tile is (yet). */
const MISSING_HATCH = 2
/** Tiles that are all picture show nothing of their worker. */
const NO_HINT: Rgb = [0, 0, 0]

/** The picture that the run computes, tile by tile: each first in the colour of the worker that made it. */
export function PictureView({ run, frames }: ChartProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(box)
  const width = useTicked(frames, 10, run, (source) => source.picture?.width ?? 0)
  const height = useTicked(frames, 10, run, (source) => source.picture?.height ?? 0)
  const empty = useTicked(frames, 10, run, emptyText)
  const label = useTicked(frames, 1, run, describe)
  useLayoutEffect(() => {
    const element = canvas.current
    return element === null || width === 0 || height === 0 ? undefined : mountPicture(element, run, frames)
  }, [run, frames, width, height])
  const tellFigure = useCallback((): Figure | null => {
    if (box.current === null) return null
    return { box: box.current, label, empty, axes: null, paint: stillPainter(run) }
  }, [run, label, empty])
  useFigure(tellFigure)
  const scale = size === null || width === 0 ? 0 : Math.min(size.width / width, size.height / height)
  return (
    <div className="chart picture" ref={box} role="img" aria-label={label}>
      {width > 0 && (
        <canvas ref={canvas} style={{ width: width * scale, height: height * scale }} width={width} height={height} />
      )}
      {empty !== null && <p className="chart-empty">{empty}</p>}
    </div>
  )
}

function emptyText(run: ChartRun): string | null {
  if (run.state === 'idle') return 'Press Run to paint the picture'
  if (run.picture === null && run.info !== null) return 'This run paints no picture'
  if ((run.picture?.tiles.length ?? 0) > 0) return null
  return isLive(run) ? 'The first tile is being computed' : 'No tile was computed'
}

function describe(run: ChartRun): string {
  const done = run.picture?.tiles.reduce((sum, { width, height }) => sum + width * height, 0) ?? 0
  const all = (run.picture?.width ?? 0) * (run.picture?.height ?? 0)
  const share = all === 0 ? 0 : Math.floor((100 * done) / all)
  return `Picture: ${formatCount(run.picture?.tiles.length ?? 0)} tiles, ${share}% of it`
}

/** Paints the picture as it is now, as large as fits. */
function stillPainter({ picture }: ChartRun): Paint {
  return (context, view) => {
    if (picture === null) return
    const { palette, width, height } = view
    const pixels = new OffscreenCanvas(picture.width, picture.height)
    const pen = pixels.getContext('2d')
    for (const tile of picture.tiles) {
      pen?.putImageData(new ImageData(tilePixels(picture, tile, NO_HINT, 1), tile.width), tile.x, tile.y)
    }
    const scale = Math.min(width / picture.width, height / picture.height)
    const [wide, high] = [picture.width * scale, picture.height * scale]
    const [left, top] = [(width - wide) / 2, (height - high) / 2]
    for (const style of [palette.hair, hatch(context, view, 'ink3', 1)]) {
      context.fillStyle = style
      context.fillRect(left, top, wide, high)
    }
    context.imageSmoothingEnabled = false
    context.drawImage(pixels, left, top, wide, high)
  }
}

/** Paints tiles as they come, and again while they turn from worker to picture. Tiles there before are picture. */
function mountPicture(canvas: HTMLCanvasElement, run: ChartRun, frames: Frames): () => void {
  const context = canvas.getContext('2d')
  if (context === null) return () => undefined
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  let colors = readColors()
  let epoch = run.epoch
  let painted = 0
  let turning: { index: number; sinceMs: number }[] = []

  function readColors(): { workers: readonly Rgb[]; palette: Palette } {
    const palette = readPalette(canvas)
    return { workers: palette.workers.map(toRgb), palette }
  }

  function putTile(context: CanvasRenderingContext2D, index: number, share: number): void {
    const tile = run.picture?.tiles[index]
    if (tile === undefined || run.picture === null) return
    const worker = colors.workers[tile.worker % WORKER_COLORS] ?? [128, 128, 128]
    context.putImageData(new ImageData(tilePixels(run.picture, tile, worker, share), tile.width), tile.x, tile.y)
  }

  function clear(context: CanvasRenderingContext2D): void {
    const { palette } = colors
    for (const style of [palette.hair, hatch(context, { palette, dpr: MISSING_HATCH }, 'ink3', 1)]) {
      context.fillStyle = style
      context.fillRect(0, 0, canvas.width, canvas.height)
    }
    painted = 0
    turning = []
  }

  function paint(context: CanvasRenderingContext2D, timeMs: number, settled: boolean): boolean {
    if (epoch !== run.epoch) {
      epoch = run.epoch
      clear(context)
    }
    for (const tiles = run.picture?.tiles.length ?? 0; painted < tiles; painted++) {
      if (settled || still) putTile(context, painted, 1)
      else turning.push({ index: painted, sinceMs: timeMs })
    }
    for (const { index, sinceMs } of turning) putTile(context, index, pictureShare(timeMs - sinceMs))
    turning = turning.filter(({ sinceMs }) => timeMs - sinceMs < HOLD_MS + FADE_MS)
    return turning.length > 0
  }

  clear(context)
  paint(context, performance.now(), true)
  const stops = [
    frames.onFrame((timeMs) => paint(context, timeMs, false)),
    onThemeChange(() => {
      colors = readColors()
      clear(context)
      paint(context, performance.now(), true)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
