import type { ChartTable } from '../../charts/tables/table.ts'
import styles from './figure-card.module.css'

/** A chart as a table, in the place of the chart. */
export function FigureTable({ title, table: { caption, columns, rows } }: { title: string; table: ChartTable }) {
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
