import { memo } from 'react'
import { NONE, NOT_MEASURED } from '../charts/format.ts'
import { useRun } from '../stores/index.ts'
import { Swatch } from '../ui/swatch.tsx'
import { PANEL_HZ } from './rates.ts'
import { workerRows, type WorkerRow } from './worker-rows.ts'
import styles from './workers.module.css'

/** Every thread and process of the run, and what it does now. */
export function Workers() {
  const rows = workerRows(useRun(PANEL_HZ))
  if (rows.length === 0) {
    return <p className={styles['none']}>No workers yet. Each thread and process of a run gets a row here.</p>
  }
  return (
    <>
      <table className={styles['workers']} aria-label="Workers">
        <thead>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col">CPU</th>
            <th scope="col">Memory</th>
            <th scope="col">Done</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.index} {...row} />
          ))}
        </tbody>
      </table>
      {rows.some(({ cpu, memory }) => cpu === null || memory === null) && (
        <p className={styles['none']}>
          {NONE}: {NOT_MEASURED} on this system.
        </p>
      )}
    </>
  )
}

/** Only rows whose texts changed are rendered again. */
const Row = memo(function Row({ index, id, ids, doing, state, cpu, memory, done }: WorkerRow) {
  return (
    <tr data-state={state}>
      <th scope="row">
        <span className={styles['name']}>
          <Swatch worker={index} />
          {id}
        </span>
        <span className={styles['detail']}>
          <span className="num">{ids}</span>
          <span className={styles['doing']}>{doing}</span>
        </span>
      </th>
      <td className="num">{cpu ?? <Unknown />}</td>
      <td className="num">{memory ?? <Unknown />}</td>
      <td className="num">{done}</td>
    </tr>
  )
})

function Unknown() {
  return (
    <>
      <span aria-hidden="true">{NONE}</span>
      <span className="visually-hidden">{NOT_MEASURED}</span>
    </>
  )
}
