import type { Output, Style } from './output.ts'
import { DepthLine } from './text/depth-line.ts'
import { bar, plainLine, progressText, shareDone, type ProgressView } from './text/progress.ts'
import { count } from './text/units.ts'

const REDRAW_MS = 100
const PLAIN_LINE_MS = 1000
const BAR_WIDTH = 24
const DEPTH_LABEL = 'waiting  '

/** The lines for a terminal of so many columns: progress, and the queue depth so far. */
export function liveLines(view: ProgressView, depths: DepthLine, columns: number): string[] {
  const share = shareDone(view)
  const percent = share === null ? '' : ` ${String(Math.floor(share * 100)).padStart(3)} %  `
  const progress = `${bar(share, Math.min(BAR_WIDTH, Math.floor(columns / 3)))}${percent}${progressText(view)}`
  const { capacity } = view.info
  const room = capacity === null ? '' : ` of ${count(capacity)}`
  const figures = `  ${count(view.depth)}${room}, at most ${count(depths.peak)}`
  const line = depths.render(columns - 1 - DEPTH_LABEL.length - figures.length, capacity ?? depths.peak)
  return [progress, `${DEPTH_LABEL}${line}${figures}`].map((text) => text.slice(0, columns - 1))
}

/**
 * Shows a run while it goes on: two lines that are redrawn on a terminal, a line a second elsewhere.
 * @returns its end, which leaves no trace on a terminal
 */
export function showLive(view: ProgressView, output: Output): () => void {
  return output.isTerminal ? redraw(view, output) : printLines(view, output)
}

function redraw(view: ProgressView, output: Output): () => void {
  const depths = new DepthLine()
  let drawn = 0
  // Up to the first line, and clear from there: one write, so that nothing flickers.
  const clear = (): string => (drawn === 0 ? '' : `\x1b[${drawn}A\x1b[0J`)
  const draw = (): void => {
    depths.add(view.depth)
    const lines = liveLines(view, depths, output.columns)
    output.write(`${clear()}${lines.map((line) => paint(line, output.style)).join('\n')}\n`)
    drawn = lines.length
  }
  draw()
  const timer = setInterval(draw, REDRAW_MS)
  return () => {
    clearInterval(timer)
    output.write(clear())
  }
}

/** Blocks in colour. Last, since colours must not count as characters of a line. */
function paint(line: string, style: Style): string {
  return line.replace(/[▁-█░]+/, (blocks) => style('cyan', blocks))
}

function printLines(view: ProgressView, output: Output): () => void {
  output.write(`${view.info.title}: seed ${view.info.seed}, ${progressText(view)}\n`)
  const timer = setInterval(() => output.write(`${plainLine(view)}\n`), PLAIN_LINE_MS)
  return () => clearInterval(timer)
}
