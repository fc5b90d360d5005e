import type { SweepProgress } from '../sweep/index.ts'
import type { Output } from './output.ts'
import { bar } from './text/progress.ts'
import { plural, runningTime } from './text/units.ts'

const REDRAW_MS = 200
const PLAIN_LINE_MS = 2_000
const BAR_WIDTH = 24

export interface SweepDisplay {
  /** @param what what runs now, in words */
  show(progress: SweepProgress<unknown>, what: string): void
  /** Leaves no trace on a terminal. */
  end(): void
}

/** Shows how far a sweep is: one line that is redrawn on a terminal, a line every two seconds elsewhere. */
export function showSweep(output: Output): SweepDisplay {
  let latest: { progress: SweepProgress<unknown>; what: string; atMs: number } | null = null
  const write = (): void => {
    if (latest === null) return
    const { progress, what, atMs } = latest
    const line = sweepLine(progress, what, performance.now() - atMs)
    if (!output.isTerminal) output.write(`${line}\n`)
    else {
      const share = bar(progress.done / progress.total, Math.min(BAR_WIDTH, Math.floor(output.columns / 3)))
      output.write(`\r\x1b[K${output.style('cyan', share)} ${line.slice(0, Math.max(0, output.columns - share.length - 2))}`)
    }
  }
  const timer = setInterval(write, output.isTerminal ? REDRAW_MS : PLAIN_LINE_MS)
  return {
    show(progress, what) {
      const first = latest === null
      latest = { progress, what, atMs: performance.now() }
      if (first || output.isTerminal) write()
    },
    end() {
      clearInterval(timer)
      if (output.isTerminal && latest !== null) output.write('\r\x1b[K')
    },
  }
}

/** `12 of 36 runs, 28 s left: 4 threads, repeat 2` */
export function sweepLine({ done, total, leftMs }: SweepProgress<unknown>, what: string, sinceMs: number): string {
  const left = leftMs === null ? '' : `, ${runningTime(Math.max(0, leftMs - sinceMs))} left`
  return `${done} of ${plural(total, 'run')}${left}${what === '' ? '' : `: ${what}`}`
}
