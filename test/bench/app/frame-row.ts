import type { Row } from '../suite.ts'
import { median, spread } from '../figures.ts'
import { droppedFrames, p95, rounded } from '../web/figures.ts'
import type { Seen } from './page/probe.ts'

interface FrameRow {
  readonly id: string
  readonly targetMs: number
  /** What was shown meanwhile. */
  readonly what: string
  /** Of each round. */
  readonly seen: readonly Seen[]
}

/** A row about the window's frames: p95 of the time between them, and how many came too late. */
export function frameRow({ id, targetMs, what, seen }: FrameRow): Row {
  const intervals = seen.flatMap(({ intervalsMs }) => intervalsMs)
  const frameMs = p95(intervals)
  const dropped = droppedFrames(intervals)
  return {
    id,
    unit: 'ms',
    ours: rounded(frameMs),
    bestPeer: null,
    peer: null,
    ratio: null,
    target: `<= ${targetMs} ms`,
    met: frameMs <= targetMs,
    note:
      `p95 of requestAnimationFrame intervals, ${Math.max(...seen.map(({ canvases }) => canvases))} canvases, ${what}; ` +
      `p95 ${spread(seen.map(({ intervalsMs }) => p95(intervalsMs)))}; p50 ${median(intervals).toFixed(1)}, ` +
      `max ${Math.max(...intervals).toFixed(1)}, ${dropped} of ${intervals.length + dropped} frames dropped`,
  }
}
