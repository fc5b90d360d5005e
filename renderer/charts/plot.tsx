import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { CartesianGrid, ComposedChart, ReferenceLine, usePlotArea, XAxis, YAxis } from 'recharts'
import type { Axis } from './axis.ts'
import type { Frames } from './data.ts'
import { useFigure, type Figure, type LimitLine } from './figure.ts'
import { ChartTip, type TipContent } from './chart-tip.tsx'
import { textScale, tokenCss } from './palette.ts'
import {
  MARGIN,
  placeIn,
  plotArea,
  PX_PER_X_TICK,
  PX_PER_Y_TICK,
  X_AXIS_HEIGHT,
  Y_AXIS_WIDTH,
  type PlotArea,
  type PlotPoint,
} from './plot-area.ts'
import { BLEED_PX, mountSurface, type Paint } from './surface.ts'
import { TimeMarks } from './time-marks.tsx'
import type { TimeScale } from './time-scale.ts'
import { withTimeTicks } from './time-ticks.ts'
import { useSize, type Size } from './use-size.ts'
import './charts.css'

export type { PlotPoint } from './plot-area.ts'

interface AxesProps {
  /** Drawn by recharts, or the time that charts share, which moves without React. */
  readonly x: Axis | TimeScale
  readonly y: Axis
  readonly yWidth?: number
  readonly grid?: 'horizontal' | 'vertical'
  readonly limit?: LimitLine | null
  readonly frames: Frames
  /** The version of what `paint` shows. */
  readonly version: () => number | string
  readonly paint: Paint
}

/** Where in the plot an event is; null outside of it. */
export type Locate = (event: { readonly clientX: number; readonly clientY: number }) => PlotPoint | null

interface PlotProps extends AxesProps {
  /** What the chart says, in words, for those who do not see it. */
  readonly label: string
  /** Shown instead of marks where there are none. */
  readonly empty: string | null
  /** What is at a place, for the tooltip. */
  readonly probe?: (at: PlotPoint) => TipContent | null
  /** Listens to more than the pointer's place; returns its disposer. */
  readonly attach?: (chart: HTMLElement, locate: Locate) => () => void
}

const timeOf = (x: Axis | TimeScale): TimeScale | null => ('axis' in x ? x : null)
const axisOf = (x: Axis | TimeScale): Axis => ('axis' in x ? x.axis() : x)

/** A chart: recharts draws axes, grid and limits, a canvas in their plot area the marks. See docs/decisions. */
export function Plot({ label, empty, probe, attach, ...axes }: PlotProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const { x, y, yWidth = Y_AXIS_WIDTH, grid = 'horizontal', limit = null, paint } = axes
  const time = timeOf(x)
  const area = useMemo(() => (size === null ? null : plotArea(size, yWidth)), [size, yWidth])
  const locate = useCallback<Locate>((event) => locator(box, area, x, y)(event), [area, x, y])
  const tellFigure = useCallback((): Figure | null => {
    if (box.current === null) return null
    const shown = { x: axisOf(x), moves: timeOf(x) !== null, y, yWidth, grid, limit }
    return { box: box.current, label, empty, paint, axes: shown }
  }, [x, y, yWidth, grid, limit, paint, label, empty])
  useFigure(tellFigure)
  const pointed = useRef(false)
  const [tip, setTip] = useState<TipContent | null>(null)
  useTipAtCrosshair(time, area, probe, pointed, setTip)

  useEffect(() => {
    const chart = box.current
    return chart === null || attach === undefined ? undefined : attach(chart, locate)
  }, [attach, locate])

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const at = locate(event)
    pointed.current = at !== null
    setTip(at === null ? null : (probe?.(at) ?? null))
    time?.view.setCrosshair(at === null ? null : at.x + time.originMs())
  }
  const onPointerLeave = (): void => {
    pointed.current = false
    setTip(null)
    time?.view.setCrosshair(null)
  }

  const shownTip = tip !== null && empty === null && area !== null && size !== null
  return (
    <div className="chart" ref={box} role="img" aria-label={label} {...{ onPointerMove, onPointerLeave }}>
      {size !== null && area !== null && <PlotAxes {...axes} size={size} area={area} />}
      {time !== null && area !== null && empty === null && <TimeMarks {...{ time, area }} frames={axes.frames} />}
      {empty !== null && <p className="chart-empty">{empty}</p>}
      {shownTip && <ChartTip tip={tip} area={area} boxWidth={size.width} />}
    </div>
  )
}

function locator(box: RefObject<HTMLElement | null>, area: PlotArea | null, x: Axis | TimeScale, y: Axis): Locate {
  return ({ clientX, clientY }) => {
    if (box.current === null || area === null) return null
    const place = placeIn(area, { clientX, clientY }, box.current.getBoundingClientRect(), box.current.currentCSSZoom)
    if (place === null) return null
    const { width, height } = area
    const [xPx, yPx] = place
    const { lo, hi } = axisOf(x)
    const values = { x: lo + (xPx / width) * (hi - lo), y: y.hi - (yPx / height) * (y.hi - y.lo) }
    return { ...values, xPx, yPx, width, height, pointed: true }
  }
}

/** What the chart says of the time that the pointer is at in another one. */
function useTipAtCrosshair(
  time: TimeScale | null,
  area: PlotArea | null,
  probe: ((at: PlotPoint) => TipContent | null) | undefined,
  pointed: { readonly current: boolean },
  setTip: (tip: TipContent | null) => void,
): void {
  useEffect(() => {
    if (time === null || area === null || probe === undefined) return undefined
    return time.view.onCrosshair(() => {
      if (pointed.current) return
      const { crosshairMs } = time.view
      const { lo, hi } = time.axis()
      const x = (crosshairMs ?? NaN) - time.originMs()
      const { width, height } = area
      const at = { x, y: 0, xPx: ((x - lo) / (hi - lo)) * width, yPx: 0, width, height, pointed: false }
      setTip(x >= lo && x <= hi ? probe(at) : null)
    })
  }, [time, area, probe, pointed, setTip])
}

/** Rendered again only when an axis of recharts, a limit or the size is another: never for a mark or a time. */
const PlotAxes = memo(function PlotAxes(props: AxesProps & { size: Size; area: PlotArea }): ReactNode {
  const { x, y, size, area, yWidth = Y_AXIS_WIDTH, grid = 'horizontal', limit, ...canvas } = props
  const [xHeight, yWide] = [X_AXIS_HEIGHT * textScale(), yWidth * textScale()]
  const { width, height } = size
  const fixed = 'axis' in x ? null : x
  return (
    <ComposedChart width={width} height={height} margin={MARGIN} data={NO_DATA} accessibilityLayer={false}>
      <CartesianGrid
        horizontal={grid === 'horizontal'}
        vertical={grid === 'vertical' && fixed !== null}
        stroke="var(--hair)"
      />
      <XAxis
        type="number"
        dataKey="x"
        domain={fixed === null ? [0, 1] : [fixed.lo, fixed.hi]}
        ticks={fixed?.ticks(area.width / PX_PER_X_TICK) ?? []}
        {...(fixed !== null && { tickFormatter: oneLine(fixed) })}
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
        ticks={y.ticks(area.height / PX_PER_Y_TICK)}
        tickFormatter={oneLine(y)}
        width={yWide}
        interval={0}
        allowDataOverflow
        tickLine={false}
        axisLine={false}
        tickMargin={4}
      />
      <CanvasLayer x={x} y={y} grid={grid === 'vertical'} {...canvas} />
      {limit != null && (
        <ReferenceLine
          y={limit.y}
          stroke={tokenCss(limit.token)}
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

interface CanvasProps extends Pick<AxesProps, 'x' | 'y' | 'frames' | 'version' | 'paint'> {
  readonly grid: boolean
}

function CanvasLayer({ x, y, grid, frames, version, paint }: CanvasProps): ReactNode {
  const area = usePlotArea()
  const ref = useRef<HTMLCanvasElement>(null)
  const width = Math.round(area?.width ?? 0)
  const height = Math.round(area?.height ?? 0)
  const moves = 'axis' in x
  const below = moves ? Math.ceil(X_AXIS_HEIGHT * textScale()) - BLEED_PX : 0
  useLayoutEffect(() => {
    const canvas = ref.current
    if (canvas === null) return undefined
    const painted = moves ? withTimeTicks(paint, grid) : paint
    return mountSurface({ canvas, width, height, below, x: () => axisOf(x), y, frames, version, paint: painted })
  }, [width, height, below, x, y, grid, moves, frames, version, paint])
  if (area === undefined) return null
  const [wide, high] = [width + 2 * BLEED_PX, height + 2 * BLEED_PX + below]
  return (
    <foreignObject x={area.x - BLEED_PX} y={area.y - BLEED_PX} width={wide} height={high}>
      <canvas ref={ref} style={{ display: 'block', width: wide, height: high }} />
    </foreignObject>
  )
}
