import { useMemo } from 'react'
import { isRange, useViewed, type ChartProps, type ChartRun, type SharedView } from '../../charts/index.ts'
import { CHART_TABLES, type ChartTable as Table, type TableId } from '../../charts/tables/index.ts'
import { FigureTable } from '../figure/figure-table.tsx'

/** A table of a million tasks takes some ten milliseconds to count. */
const HZ = 2

/** A chart as a table, kept up with the run and with the part of its time that is shown. */
export function ChartTable({ table, title, shown }: { table: TableId; title: string; shown: ChartProps }) {
  const tell = useMemo(() => {
    const teller = CHART_TABLES[table](shown.run)
    // Latency is that of the selection, as in its chart; order and picture have no time.
    return (_: ChartRun, { selection, window }: SharedView): Table =>
      teller(table === 'latency' ? (isRange(selection) ? selection : null) : window)
  }, [table, shown.run])
  return <FigureTable title={title} table={useViewed(shown, HZ, tell)} />
}
