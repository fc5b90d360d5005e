import type { Scene } from './timeline-scene.ts'
import { paintText } from './surface.ts'

const LEAST_TEXT_PX = 11
const INDENT_PX = 2

/** The line of each process above its lanes: a hairline, and its name where there is room for it. */
export function paintProcesses({ context, view, lanes }: Scene): void {
  const unit = view.height / Math.max(1, lanes.height)
  const high = lanes.headerRows * unit
  for (const { label, at } of lanes.headers) {
    context.fillStyle = view.palette.line
    if (at > 0) context.fillRect(0, Math.round(at * unit), view.width, 1)
    if (high < LEAST_TEXT_PX) continue
    context.textAlign = 'left'
    context.textBaseline = 'middle'
    paintText(context, view, label, INDENT_PX, at * unit + high / 2 + 1)
  }
}
