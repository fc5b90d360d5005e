import type { ReactNode } from 'react'

/** What a tooltip says, and the place in the plot that it speaks of. */
export interface TipContent {
  readonly xPx: number
  readonly yPx: number
  readonly title: string
  readonly rows: readonly TipRow[]
  /** A line through the plot at `xPx`: the values are those of a time, not of a mark. */
  readonly line?: boolean
  /** Of the plot; set by it. */
  readonly top?: number
  readonly height?: number
}

export interface TipRow {
  readonly label: string
  readonly value: string
  readonly color?: string
}

const GAP = 12
const WIDEST = 220

/** The tooltip of a chart, on the side of the pointer where there is room. */
export function ChartTip({ tip, boxWidth }: { tip: TipContent; boxWidth: number }): ReactNode {
  const flip = tip.xPx + GAP + WIDEST > boxWidth && tip.xPx > boxWidth / 2
  const side = flip ? { right: boxWidth - tip.xPx + GAP } : { left: tip.xPx + GAP }
  const top = tip.line === true ? (tip.top ?? 0) + 4 : Math.max(0, tip.yPx - 10)
  return (
    <>
      {tip.line === true && <i className="chart-cross" style={{ left: tip.xPx, top: tip.top, height: tip.height }} />}
      <div className="chart-tip" style={{ ...side, top }}>
        <b>{tip.title}</b>
        {tip.rows.map(({ label, value, color }) => (
          <span key={label}>
            {color !== undefined && <i style={{ background: color }} />}
            <em>{label}</em>
            {value}
          </span>
        ))}
      </div>
    </>
  )
}
