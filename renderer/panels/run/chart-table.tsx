import { useMemo } from 'react'
import { isRange, type ChartProps } from '../../charts/index.ts'
import { CHART_TABLES, type ChartTable as Table, type TableId } from '../../charts/tables/index.ts'
import { useTicked } from '../../charts/use-ticked.ts'
import { FigureTable } from '../figure/figure-table.tsx'

/** A table of a million tasks takes some ten milliseconds to count. */
const HZ = 2

interface Told {
  readonly version: string
  readonly tell: () => Table
}

/** A chart as a table, kept up with the run and with the part of its time that is shown. */
export function ChartTable({ table, title, shown: { run, frames, view } }: { table: TableId; title: string; shown: ChartProps }) {
  const source = useMemo((): Told => {
    const teller = CHART_TABLES[table](run)
    // Latency is that of the selection, as in its chart; order and picture have no time.
    const part = () => (table === 'latency' ? (isRange(view.selection) ? view.selection : null) : view.window)
    return {
      get version() {
        return `${run.version} ${view.version}`
      },
      tell: () => teller(part()),
    }
  }, [table, run, view])
  const told = useTicked(frames, HZ, source, tellTable)
  return <FigureTable title={title} table={told} />
}

const tellTable = ({ tell }: Told): Table => tell()
