import { useLayoutEffect, useRef, type ReactNode } from 'react'
import type { PlotArea } from './plot-area.ts'

/** What a tooltip says, and the place in the plot that it speaks of. */
export interface TipContent {
  readonly xPx: number
  readonly yPx: number
  readonly title: string
  readonly rows: readonly TipRow[]
  /** The values are those of a time, not of a mark. */
  readonly line?: boolean
}

export interface TipRow {
  readonly label: string
  readonly value: string
  readonly color?: string
}

const GAP = 12

interface ChartTipProps {
  readonly tip: TipContent
  readonly area: PlotArea
  readonly boxWidth: number
}

/** The tooltip of a chart, on the side of the pointer where there is room. */
export function ChartTip({ tip, area, boxWidth }: ChartTipProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const x = area.left + tip.xPx
  useLayoutEffect(() => {
    if (box.current === null) return
    // On a stage, which is zoomed by CSS, boxes are in pixels of the window.
    const width = box.current.getBoundingClientRect().width / box.current.currentCSSZoom
    const fits = x + GAP + width <= boxWidth
    box.current.style.left = `${fits ? x + GAP : Math.max(0, Math.min(x - GAP - width, boxWidth - width))}px`
  })
  const top = area.top + (tip.line === true ? 4 : Math.max(-area.top, tip.yPx - 10))
  return (
    <div className="chart-tip" ref={box} style={{ top }}>
      <b>{tip.title}</b>
      {tip.rows.map(({ label, value, color }) => (
        <span key={label}>
          {color !== undefined && <i style={{ background: color }} />}
          <em>{label}</em>
          {value}
        </span>
      ))}
    </div>
  )
}
