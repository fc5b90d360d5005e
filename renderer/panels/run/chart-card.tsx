import { lazy } from 'react'
import type { ChartId } from '../../../workloads/contract/index.ts'
import type { ChartProps, LegendEntry, TaskColor } from '../../charts/index.ts'
import type { TableId } from '../../charts/tables/index.ts'
import type { CardProps } from '../../ui/card.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { FigureCard } from '../figure/figure-card.tsx'
import { useRunWords } from './chart-images.ts'

const ChartTable = lazy(async () => ({ default: (await import('./chart-table.tsx')).ChartTable }))

export interface ChartCardProps extends Omit<CardProps, 'menu'> {
  readonly chart: ChartId
  readonly shown: ChartProps
  /** What colours of tasks say, where they have a choice. */
  readonly color?: TaskColor
  /** Something laid over it: its table in place of the chart's, what its marks stand for, and its place in the menu. */
  readonly overlay?: { readonly table: TableId; readonly legend: readonly LegendEntry[] } | null
  readonly items?: readonly MenuItem[]
}

const NO_LEGEND: readonly LegendEntry[] = []

/** The card of a chart of the run on screen. */
export function ChartCard({ chart, shown, color = 'worker', overlay = null, ...card }: ChartCardProps) {
  const words = useRunWords(chart, card.title, color, overlay?.legend ?? NO_LEGEND)
  const table = <ChartTable table={overlay?.table ?? chart} title={card.title} shown={shown} />
  return <FigureCard {...card} chart={chart} words={words} table={table} />
}
