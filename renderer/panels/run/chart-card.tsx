import { lazy } from 'react'
import type { ChartId } from '../../../workloads/contract/index.ts'
import type { ChartProps, TaskColor } from '../../charts/index.ts'
import type { CardProps } from '../../ui/card.tsx'
import { FigureCard } from '../figure/figure-card.tsx'
import { useRunWords } from './chart-images.ts'

const ChartTable = lazy(async () => ({ default: (await import('./chart-table.tsx')).ChartTable }))

export interface ChartCardProps extends Omit<CardProps, 'menu'> {
  readonly chart: ChartId
  readonly shown: ChartProps
  /** What colours of tasks say, where they have a choice. */
  readonly color?: TaskColor
}

/** The card of a chart of the run on screen. */
export function ChartCard({ chart, shown, color = 'worker', ...card }: ChartCardProps) {
  const words = useRunWords(chart, card.title, color)
  return <FigureCard {...card} chart={chart} words={words} table={<ChartTable chart={chart} title={card.title} shown={shown} />} />
}
