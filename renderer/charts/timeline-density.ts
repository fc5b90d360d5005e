import { NO_WORKER, type TableSpec } from '../../workloads/contract/index.ts'
import { CoverageBins, type Inks } from './coverage-bins.ts'
import { CoveragePicture, type Columns } from './coverage-picture.ts'
import type { ChartRun, GrowingTable } from './data.ts'
import type { Lanes } from './lanes.ts'
import { wentWrong } from './outcomes.ts'
import { packRgb, toRgb } from './palette.ts'
import { SeenRows } from './rows.ts'
import type { SlotPacker } from './slots.ts'
import type { RowRanges } from './start-index.ts'
import { taskColorer } from './task-colors.ts'
import { timePixel, type Scene, type TimelineLook } from './timeline-scene.ts'

/** Cells for the whole run: 10 MB, and a few milliseconds to paint all of it. */
const MAX_CELLS = 2 ** 20
const FEWEST_BINS = 1024
/** More only cost: where these are too wide, 30,000 of a million tasks are in view, and counted again in a millisecond. */
const MOST_BINS = 2 ** 15
const WAIT_OPACITY = 0.35

type AddRow = (bins: CoverageBins, row: number) => void

/**
 * Draws more bars than can be drawn: how much of each pixel's time they cover. The whole run is kept in bins; where a
 * pixel is less than a bin, few enough rows are in view to be counted again.
 */
export function densityPainter(
  run: ChartRun,
  lanes: Lanes,
  slots: SlotPacker,
  look: TimelineLook,
): (scene: Scene, tasks: RowRanges, waits: RowRanges) => void {
  const bars = keeper(lanes, (source) => source.tables.tasks, barAdder(run, lanes, slots, look))
  const waiting = keeper(lanes, (source) => source.tables.spans, waitAdder(run, lanes))
  const [barPicture, waitPicture] = [new CoveragePicture(), new CoveragePicture()]
  return (scene, tasks, waits) => {
    const { context, view } = scene
    // In a replay the bins know what is still to come.
    context.save()
    context.beginPath()
    context.rect(0, 0, timePixel(scene, run.nowMs), view.height)
    context.clip()
    const part = columnsOf(scene)
    if (run.tables.spans.length > 0) {
      context.globalAlpha = WAIT_OPACITY
      const inks: Inks = { colors: [inkOf(view.palette.ink3)], flag: null }
      paintCells(scene, part, waitPicture.show(waiting(run, part, waits), part, inks))
      context.globalAlpha = 1
    }
    const flag = look.color === 'worker' ? inkOf(view.palette.bad) : null
    const inks: Inks = { colors: view.palette.workers.map(inkOf), flag }
    paintCells(scene, part, barPicture.show(bars(run, part, tasks), part, inks))
    context.restore()
  }
}

const inkOf = (color: string): number => packRgb(toRgb(color))

/** They begin at multiples of their width, so that cells do not flicker while time moves. */
function columnsOf({ view, fromMs, pxPerMs }: Scene): Columns {
  const eachMs = 1 / pxPerMs
  return { count: Math.ceil(view.width) + 1, fromMs: Math.floor(fromMs / eachMs) * eachMs, eachMs }
}

/** Keeps the bins of the whole run up to date, and gives those that serve for a part of it. */
function keeper<S extends TableSpec>(
  lanes: Lanes,
  pick: (run: ChartRun) => GrowingTable<S>,
  addRow: AddRow,
): (run: ChartRun, part: Columns, ranges: RowRanges) => CoverageBins {
  const count = Math.min(MOST_BINS, Math.max(FEWEST_BINS, 2 ** Math.floor(Math.log2(MAX_CELLS / lanes.rows))))
  const seen = new SeenRows(pick)
  let whole: CoverageBins | null = null
  return (run, part, ranges) => {
    if (seen.startsAnew(run) || whole === null) whole = new CoverageBins(lanes.rows, count)
    whole.reach(run.nowMs)
    const { length } = pick(run)
    for (let row = seen.take(run); row < length; row++) addRow(whole, row)
    if (whole.binMs <= part.eachMs) return whole
    const exact = new CoverageBins(lanes.rows, part.count, part.fromMs, part.eachMs)
    for (const [first, end] of ranges) for (let row = first; row < end; row++) addRow(exact, row)
    return exact
  }
}

function barAdder(run: ChartRun, lanes: Lanes, slots: SlotPacker, { color }: TimelineLook): AddRow {
  const colorOf = taskColorer(run, color)
  return (bins, row) => {
    const { columns } = run.tables.tasks
    const lane = lanes.all[lanes.ofWorker[columns.worker[row] ?? NO_WORKER] ?? -1]
    if (lane === undefined) return
    const at = lane.top + Math.min(slots.slotOf(row), lane.rows - 1)
    const [from, to] = [columns.startedMs[row] ?? 0, columns.finishedMs[row] ?? 0]
    bins.add(at, from, to, 1 / lane.workers, colorOf(row), wentWrong(columns.outcome[row]))
  }
}

function waitAdder(run: ChartRun, lanes: Lanes): AddRow {
  return (bins, row) => {
    const { columns } = run.tables.spans
    const lane = lanes.all[lanes.ofWorker[columns.worker[row] ?? 0] ?? -1]
    if (lane === undefined) return
    bins.add(lane.top, columns.fromMs[row] ?? 0, columns.toMs[row] ?? 0, 1 / lane.workers, 0, false)
  }
}

function paintCells(scene: Scene, { count, fromMs }: Columns, cells: OffscreenCanvas): void {
  const { context, lanes, place } = scene
  const x = timePixel(scene, fromMs)
  context.imageSmoothingEnabled = false
  lanes.all.forEach((lane, index) => {
    for (let slot = 0; slot < lane.rows; slot++) {
      const { y, height } = place(index, slot)
      context.drawImage(cells, 0, lane.top + slot, count, 1, x, y, count, height)
    }
  })
}
