import { memo, useCallback, useLayoutEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { CartesianGrid, ComposedChart, ReferenceLine, usePlotArea, XAxis, YAxis } from 'recharts'
import type { Axis } from './axis.ts'
import type { Frames } from './data.ts'
import { ChartTip, type TipContent } from './chart-tip.tsx'
import { textScale } from './palette.ts'
import { BLEED_PX, mountSurface, type Paint } from './surface.ts'
import { useSize } from './use-size.ts'
import './charts.css'

/** A place in a plot: its values and its pixels. */
export interface PlotPoint {
  readonly x: number
  readonly y: number
  readonly xPx: number
  readonly yPx: number
  readonly width: number
  readonly height: number
}

/** A horizontal line across the plot, with a word at its end. */
export interface LimitLine {
  readonly y: number
  readonly label: string
  readonly color: string
}

interface AxesProps {
  readonly x: Axis
  readonly y: Axis
  readonly yWidth?: number
  readonly grid?: 'horizontal' | 'vertical'
  readonly limit?: LimitLine | null
  readonly frames: Frames
  /** The version of what `paint` shows. */
  readonly version: () => number
  readonly paint: Paint
}

interface PlotProps extends AxesProps {
  /** What the chart says, in words, for those who do not see it. */
  readonly label: string
  /** Shown instead of marks where there are none. */
  readonly empty: string | null
  /** What is at a place, for the tooltip. */
  readonly probe?: (at: PlotPoint) => TipContent | null
}

const MARGIN = { top: 10, right: 24, bottom: 0, left: 0 } // half of the last label of the time or rank axis
const X_AXIS_HEIGHT = 22
const Y_AXIS_WIDTH = 46
const PX_PER_X_TICK = 90
const PX_PER_Y_TICK = 38

/** A chart: recharts draws axes, grid and limits, a canvas in their plot area the marks. See docs/decisions. */
export function Plot({ label, empty, probe, ...axes }: PlotProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const [tip, setTip] = useState<TipContent | null>(null)
  const { x, y } = axes

  const onPointerMove = useCallback(
    (event: PointerEvent<HTMLDivElement>) => {
      const canvas = box.current?.querySelector('canvas')
      if (probe === undefined || canvas == null || box.current === null) return
      const area = canvas.getBoundingClientRect()
      const home = box.current.getBoundingClientRect()
      const [left, top] = [area.left + BLEED_PX - home.left, area.top + BLEED_PX - home.top]
      const [width, height] = [area.width - 2 * BLEED_PX, area.height - 2 * BLEED_PX]
      const [xPx, yPx] = [event.clientX - home.left - left, event.clientY - home.top - top]
      if (xPx < 0 || yPx < 0 || xPx > width || yPx > height) {
        setTip(null)
        return
      }
      const values = { x: x.lo + (xPx / width) * (x.hi - x.lo), y: y.hi - (yPx / height) * (y.hi - y.lo) }
      const found = probe({ ...values, xPx, yPx, width, height })
      setTip(found === null ? null : { ...found, xPx: found.xPx + left, yPx: found.yPx + top, top, height })
    },
    [probe, x, y],
  )

  return (
    <div
      className="chart"
      ref={box}
      role="img"
      aria-label={label}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setTip(null)}
    >
      {size !== null && <PlotAxes {...axes} width={size.width} height={size.height} />}
      {empty !== null && <p className="chart-empty">{empty}</p>}
      {tip !== null && empty === null && size !== null && <ChartTip tip={tip} boxWidth={size.width} />}
    </div>
  )
}

/** Rendered again only when an axis, a limit or the size is another: never for a mark. */
const PlotAxes = memo(function PlotAxes(props: AxesProps & { width: number; height: number }): ReactNode {
  const { x, y, width, height, yWidth = Y_AXIS_WIDTH, grid = 'horizontal', limit, ...canvas } = props
  const [xHeight, yWide] = [X_AXIS_HEIGHT * textScale(), yWidth * textScale()]
  const plotWidth = width - yWide - MARGIN.left - MARGIN.right
  const plotHeight = height - xHeight - MARGIN.top
  if (plotWidth < 20 || plotHeight < 20) return null
  return (
    <ComposedChart width={width} height={height} margin={MARGIN} data={NO_DATA} accessibilityLayer={false}>
      <CartesianGrid horizontal={grid === 'horizontal'} vertical={grid === 'vertical'} stroke="var(--hair)" />
      <XAxis
        type="number"
        dataKey="x"
        domain={[x.lo, x.hi]}
        ticks={x.ticks(plotWidth / PX_PER_X_TICK)}
        tickFormatter={oneLine(x)}
        height={xHeight}
        interval={0}
        allowDataOverflow
        tickLine={false}
        axisLine={{ stroke: 'var(--line)' }}
        tickMargin={6}
      />
      <YAxis
        type="number"
        dataKey="y"
        domain={[y.lo, y.hi]}
        ticks={y.ticks(plotHeight / PX_PER_Y_TICK)}
        tickFormatter={oneLine(y)}
        width={yWide}
        interval={0}
        allowDataOverflow
        tickLine={false}
        axisLine={false}
        tickMargin={4}
      />
      <CanvasLayer x={x} y={y} {...canvas} />
      {limit != null && (
        <ReferenceLine
          y={limit.y}
          stroke={limit.color}
          strokeDasharray="4 4"
          label={{ value: limit.label, position: 'insideBottomRight', className: 'chart-limit' }}
        />
      )}
    </ComposedChart>
  )
})

/** recharts breaks a label at a space. */
const oneLine = (axis: Axis) => (value: number) => axis.format(value).replaceAll(' ', '\u00A0')

/** recharts wants rows; ours are on the canvas. */
const NO_DATA = [{ x: 0, y: 0 }]

type CanvasProps = Pick<AxesProps, 'x' | 'y' | 'frames' | 'version' | 'paint'>

function CanvasLayer({ x, y, frames, version, paint }: CanvasProps): ReactNode {
  const area = usePlotArea()
  const ref = useRef<HTMLCanvasElement>(null)
  const width = Math.round(area?.width ?? 0)
  const height = Math.round(area?.height ?? 0)
  useLayoutEffect(() => {
    const canvas = ref.current
    return canvas === null ? undefined : mountSurface({ canvas, width, height, x, y, frames, version, paint })
  }, [width, height, x, y, frames, version, paint])
  if (area === undefined) return null
  const [wide, high] = [width + 2 * BLEED_PX, height + 2 * BLEED_PX]
  return (
    <foreignObject x={area.x - BLEED_PX} y={area.y - BLEED_PX} width={wide} height={high}>
      <canvas ref={ref} style={{ display: 'block', width: wide, height: high }} />
    </foreignObject>
  )
}
