import { Suspense, useMemo, useState, type ReactNode } from 'react'
import { FigureHolder, FigureSlot } from '../../charts/index.ts'
import { Card, type CardProps } from '../../ui/card.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import styles from './figure-card.module.css'
import { useFigureImages, type FigureWords } from './figure-images.ts'

export interface FigureCardProps extends Omit<CardProps, 'menu'> {
  /** End of the names of saved images. */
  readonly chart: string
  readonly words: () => FigureWords
  /** What stands in the place of the chart when it is asked for. */
  readonly table: ReactNode
  /** More that can be done with it. */
  readonly items?: readonly MenuItem[]
}

/** The card of a chart, with what can be done with it: saved as an image, copied as a slide, read as a table. */
export function FigureCard({ chart, words, table, items = [], children, ...card }: FigureCardProps) {
  const slot = useMemo(() => new FigureSlot(), [])
  const [asTable, setAsTable] = useState(false)
  const { notice, savePng, saveSvg, copySlide } = useFigureImages(slot, chart, words)
  const menu = (
    <Menu
      label={`${card.title}: save, copy, table`}
      items={[
        { label: 'Save as PNG', disabled: asTable, onSelect: savePng },
        { label: 'Save as SVG', disabled: asTable, onSelect: saveSvg },
        { label: 'Copy as slide', disabled: asTable, onSelect: copySlide },
        { label: asTable ? 'Show as chart' : 'Show as table', onSelect: () => setAsTable(!asTable) },
        ...items,
      ]}
    />
  )
  return (
    <Card {...card} menu={menu}>
      {asTable ? <Suspense>{table}</Suspense> : <FigureHolder value={slot}>{children}</FigureHolder>}
      <p className={styles['notice']} role="status" data-look={notice?.look}>
        {notice?.text}
      </p>
    </Card>
  )
}
