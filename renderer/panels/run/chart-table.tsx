import { useMemo } from 'react'
import type { ChartId } from '../../../workloads/contract/index.ts'
import { isRange, type ChartProps } from '../../charts/index.ts'
import { CHART_TABLES, type ChartTable as Table } from '../../charts/tables/index.ts'
import { useTicked } from '../../charts/use-ticked.ts'
import styles from './chart-card.module.css'

/** A table of a million tasks takes some ten milliseconds to count. */
const HZ = 2

interface Told {
  readonly version: string
  readonly tell: () => Table
}

/** A chart as a table, kept up with the run and with the part of its time that is shown. */
export function ChartTable({ chart, title, shown: { run, frames, view } }: { chart: ChartId; title: string; shown: ChartProps }) {
  const source = useMemo((): Told => {
    const teller = CHART_TABLES[chart](run)
    // Latency is that of the selection, as in its chart; order and picture have no time.
    const part = () => (chart === 'latency' ? (isRange(view.selection) ? view.selection : null) : view.window)
    return {
      get version() {
        return `${run.version} ${view.version}`
      },
      tell: () => teller(part()),
    }
  }, [chart, run, view])
  const { caption, columns, rows } = useTicked(frames, HZ, source, tellTable)
  return (
    <div className={styles['scroll']} role="region" aria-label={`${title} as a table`} tabIndex={0}>
      <table>
        <caption>{caption}.</caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name === '' ? <span className="visually-hidden">Measure</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], row) => (
            // Rows have no identity but their place: a step of time, a rank.
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((cell, at) => (
                <td key={columns[at + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const tellTable = ({ tell }: Told): Table => tell()
