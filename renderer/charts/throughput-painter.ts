import { OUTCOMES } from '../../workloads/contract/index.ts'
import type { ChartRun } from './data.ts'
import { outcomeColor } from './task-colors.ts'
import { EndedCounts, rateBins, type RateBins } from './throughput.ts'
import { xPixel, yPixel, type Paint } from './surface.ts'

const PX_PER_BIN = 8
const OPACITY = 0.75

export interface ThroughputPainter {
  readonly paint: Paint
  /** Rates over a part of the time, as they are painted on `widthPx`. */
  readonly rates: (fromMs: number, toMs: number, widthPx: number) => RateBins
}

/** Draws tasks a second as bars, stacked by outcome. Each frame costs what its pixels cost, however long the run is. */
export function throughputPainter(run: ChartRun): ThroughputPainter {
  const ended = new EndedCounts()
  const rates: ThroughputPainter['rates'] = (fromMs, toMs, widthPx) => {
    ended.update(run)
    return rateBins(run, ended, fromMs, toMs, widthPx / PX_PER_BIN)
  }
  return {
    rates,
    paint(context, view) {
      const { fromMs, binMs, perSecond } = rates(view.x.lo, view.x.hi, view.width)
      context.globalAlpha = OPACITY
      perSecond.forEach((bin, index) => {
        const left = Math.max(0, xPixel(view, fromMs + index * binMs))
        const right = Math.min(view.width, xPixel(view, fromMs + (index + 1) * binMs))
        let below = 0
        OUTCOMES.forEach((outcome, at) => {
          const rate = bin[outcome]
          if (rate === 0) return
          const [top, base] = [yPixel(view, below + rate), yPixel(view, below)]
          context.fillStyle = outcomeColor(view.palette, at)
          context.fillRect(left, top, Math.max(0.75, right - left - 1), base - top)
          below += rate
        })
      })
      context.globalAlpha = 1
    },
  }
}
