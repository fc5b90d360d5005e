import type { ChartRun } from './data.ts'
import type { Lanes } from './lanes.ts'
import type { SlotPacker } from './slots.ts'
import type { View } from './surface.ts'
import type { TaskColor } from './task-colors.ts'

/** One frame of the timeline: what is painted, and where time and lanes lie. */
export interface Scene {
  readonly context: CanvasRenderingContext2D
  readonly view: View
  readonly run: ChartRun
  readonly lanes: Lanes
  readonly slots: SlotPacker
  readonly look: TimelineLook
  /** Time of the plot's left edge. */
  readonly fromMs: number
  /** Time of its right edge. */
  readonly toMs: number
  readonly pxPerMs: number
  /** Where a row of a lane lies. */
  readonly place: (lane: number, slot: number) => { y: number; height: number }
}

/** What the user wants to see of bars. */
export interface TimelineLook {
  /** What the colour of a bar says. */
  readonly color: TaskColor
  /** The wait of each task in the queue, as a line before its bar. */
  readonly waits: boolean
}

type Given = Pick<Scene, 'context' | 'view' | 'run' | 'lanes' | 'slots' | 'look'>

export function timelineScene(given: Given): Scene {
  const { view, run, lanes } = given
  // An axis that ends at 0 counts back from now.
  const fromMs = view.x.hi === 0 ? run.nowMs + view.x.lo : view.x.lo
  const spanMs = view.x.hi - view.x.lo
  const place = rowPlacer(view.height, lanes)
  return { ...given, fromMs, toMs: fromMs + spanMs, pxPerMs: view.width / spanMs, place }
}

/** Pixel of a time. */
export const timePixel = ({ fromMs, pxPerMs }: Scene, ms: number): number => (ms - fromMs) * pxPerMs

/** Lanes have air between them where there is room for it. */
function rowPlacer(height: number, lanes: Lanes): Scene['place'] {
  const unit = height / Math.max(1, lanes.height)
  const laneGap = unit > 16 ? 6 : unit > 6 ? 2 : unit > 3 ? 1 : 0
  const rowGap = unit > 4 ? 1 : 0
  return (index, slot) => {
    const lane = lanes.all[index]
    if (lane === undefined) return { y: 0, height: 0 }
    const gap = lane.rows === 1 ? laneGap : rowGap
    return { y: (lane.at + Math.min(slot, lane.rows - 1)) * unit + gap / 2, height: unit - gap }
  }
}
