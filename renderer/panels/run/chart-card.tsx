import { lazy, Suspense, useMemo, useState } from 'react'
import type { ChartId } from '../../../workloads/contract/index.ts'
import { FigureHolder, FigureSlot, type ChartProps, type TaskColor } from '../../charts/index.ts'
import { Card, type CardProps } from '../../ui/card.tsx'
import { Menu } from '../../ui/menu.tsx'
import styles from './chart-card.module.css'
import { useChartImages } from './chart-images.ts'

const ChartTable = lazy(async () => ({ default: (await import('./chart-table.tsx')).ChartTable }))

export interface ChartCardProps extends Omit<CardProps, 'menu'> {
  readonly chart: ChartId
  readonly shown: ChartProps
  /** What colours of tasks say, where they have a choice. */
  readonly color?: TaskColor
}

/** The card of a chart, with what can be done with it: saved as an image, copied as a slide, read as a table. */
export function ChartCard({ chart, shown, color = 'worker', children, ...card }: ChartCardProps) {
  const slot = useMemo(() => new FigureSlot(), [])
  const [asTable, setAsTable] = useState(false)
  const { notice, savePng, saveSvg, copySlide } = useChartImages(slot, chart, card.title, color)
  const menu = (
    <Menu
      label={`${card.title}: save, copy, table`}
      items={[
        { label: 'Save as PNG', disabled: asTable, onSelect: savePng },
        { label: 'Save as SVG', disabled: asTable, onSelect: saveSvg },
        { label: 'Copy as slide', disabled: asTable, onSelect: copySlide },
        { label: asTable ? 'Show as chart' : 'Show as table', onSelect: () => setAsTable(!asTable) },
      ]}
    />
  )
  return (
    <Card {...card} menu={menu}>
      {asTable ? (
        <Suspense>
          <ChartTable chart={chart} title={card.title} shown={shown} />
        </Suspense>
      ) : (
        <FigureHolder value={slot}>{children}</FigureHolder>
      )}
      <p className={styles['notice']} role="status" data-look={notice?.look}>
        {notice?.text}
      </p>
    </Card>
  )
}
