import type { ChartRun } from './data.ts'
import { lowerBound } from './rows.ts'
import { xPixel, type Paint } from './surface.ts'

const PX_PER_BAR = 3
const OPACITY = 0.45

/** Paints how many tasks ended over the whole run: two searches a bar, whatever the number of tasks. */
export function minimapPainter(run: ChartRun): Paint {
  return (context, view) => {
    const { columns, length } = run.tables.tasks
    const bars = Math.max(1, Math.floor(view.width / PX_PER_BAR))
    const eachMs = (view.x.hi - view.x.lo) / bars
    const counts: number[] = []
    let before = 0
    for (let bar = 1; bar <= bars; bar++) {
      const row = lowerBound(columns.receivedMs, length, view.x.lo + bar * eachMs)
      counts.push(row - before)
      before = row
    }
    const highest = Math.max(1, ...counts)
    context.fillStyle = view.palette.accent
    context.globalAlpha = OPACITY
    counts.forEach((count, bar) => {
      if (count === 0) return
      // The root keeps quiet times in sight beside busy ones.
      const tall = Math.max(1.5, Math.sqrt(count / highest) * view.height)
      const left = xPixel(view, view.x.lo + bar * eachMs)
      context.fillRect(left, view.height - tall, PX_PER_BAR - 1, tall)
    })
    context.globalAlpha = 1
  }
}
