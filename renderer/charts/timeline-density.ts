import { NO_WORKER } from '../../workloads/contract/index.ts'
import { CoverageGrid } from './coverage-grid.ts'
import { wentWrong } from './outcomes.ts'
import { toRgb } from './palette.ts'
import { RowCursor } from './rows.ts'
import type { View } from './surface.ts'
import { timePixel, type Scene } from './timeline-scene.ts'

const WAIT_OPACITY = 0.35

/** Draws more bars than can be drawn: how much of each pixel's time they cover. Costs what new rows cost. */
export function densityPainter(): (scene: Scene, firstTask: number, firstSpan: number) => void {
  const taskCursor = new RowCursor((run) => run.tables.tasks)
  const spanCursor = new RowCursor((run) => run.tables.spans)
  let bars = new CoverageGrid(1, 1, 1, 0)
  let waits = bars
  let gridFor: View | null = null
  return (scene, firstTask, firstSpan) => {
    const { view, run, lanes } = scene
    const msPerColumn = 1 / scene.pxPerMs
    const first = Math.max(0, Math.floor(scene.fromMs / msPerColumn))
    if (gridFor !== view || taskCursor.isStale(run)) {
      const columns = Math.ceil(view.width) + 1
      bars = new CoverageGrid(columns, lanes.rows, msPerColumn, first)
      waits = new CoverageGrid(columns, lanes.rows, msPerColumn, first)
      gridFor = view
      taskCursor.restart(run, firstTask)
      spanCursor.restart(run, firstSpan)
    }
    bars.advance(first)
    waits.advance(first)
    addBars(bars, scene, taskCursor.take(run))
    addWaits(waits, scene, spanCursor.take(run))
    const [bad, ink3] = [toRgb(view.palette.bad), toRgb(view.palette.ink3)]
    if (run.tables.spans.length > 0) paintGrid(scene, waits, waits.toPixels(() => ink3, ink3, WAIT_OPACITY))
    const colors = view.palette.workers.map(toRgb)
    const rowColors = lanes.all.flatMap(({ rows, worker }) => Array<number>(rows).fill(worker % colors.length))
    paintGrid(scene, bars, bars.toPixels((row) => colors[rowColors[row] ?? 0] ?? ink3, bad, 1))
  }
}

function addBars(grid: CoverageGrid, { run, lanes, slots }: Scene, from: number): void {
  const { length, columns } = run.tables.tasks
  for (let row = from; row < length; row++) {
    const lane = lanes.all[lanes.ofWorker[columns.worker[row] ?? NO_WORKER] ?? -1]
    if (lane === undefined) continue
    const slot = Math.min(slots.slotOf(row), lane.rows - 1)
    const failed = wentWrong(columns.outcome[row])
    grid.add(lane.top + slot, columns.startedMs[row] ?? 0, columns.finishedMs[row] ?? 0, 1 / lane.workers, failed)
  }
}

function addWaits(grid: CoverageGrid, { run, lanes }: Scene, from: number): void {
  const { length, columns } = run.tables.spans
  for (let row = from; row < length; row++) {
    const lane = lanes.all[lanes.ofWorker[columns.worker[row] ?? 0] ?? -1]
    if (lane === undefined) continue
    grid.add(lane.top, columns.fromMs[row] ?? 0, columns.toMs[row] ?? 0, 1 / lane.workers, false)
  }
}

function paintGrid(scene: Scene, grid: CoverageGrid, pixels: Uint8ClampedArray<ArrayBuffer>): void {
  const { context, lanes, place } = scene
  const cells = new OffscreenCanvas(grid.columns, grid.rows)
  cells.getContext('2d')?.putImageData(new ImageData(pixels, grid.columns), 0, 0)
  const x = timePixel(scene, grid.first * grid.msPerColumn)
  context.imageSmoothingEnabled = false
  lanes.all.forEach((lane, index) => {
    for (let slot = 0; slot < lane.rows; slot++) {
      const { y, height } = place(index, slot)
      context.drawImage(cells, 0, lane.top + slot, grid.columns, 1, x, y, grid.columns, height)
    }
  })
}
