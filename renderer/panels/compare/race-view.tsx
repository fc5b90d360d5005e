import { useMemo } from 'react'
import { niceEnd } from '../../charts/scale.ts'
import { endMsOf, goesOn, sideViews, SIDES, useFrames, useSession, type RunModel } from '../../stores/index.ts'
import styles from './compare.module.css'
import { RACE } from './notes.ts'
import { SideCharts } from './side-charts.tsx'
import { SidesProgress } from './side-progress.tsx'

/** Shorter live axes would be all growth. */
const SHORTEST_MS = 500

/** Two runs that go on at the same time, on one clock. */
export default function RaceView({ rival }: { rival: RunModel }) {
  const run = useSession((data) => data.run)
  const frames = useFrames()
  const sides = useMemo(() => {
    const both = [run, rival]
    const extent = (): number => (goesOn(both) ? niceEnd(Math.max(SHORTEST_MS, endMsOf(both))) : Math.max(1, endMsOf(both)))
    return { a: { run }, b: { run: rival }, views: sideViews(run, rival, extent, () => frames.invalidate()) }
  }, [run, rival, frames])
  return (
    <div className={styles['race']}>
      <h2>{RACE}</h2>
      <SidesProgress sides={sides} />
      <div className={styles['sides']}>
        {SIDES.map((name) => (
          <header key={name} className={styles['side']}>
            <b className={styles['badge']} aria-hidden="true">
              {name}
            </b>
            <h3>
              <span className="visually-hidden">{name}: </span>
              {sides[name].run.info?.title}
            </h3>
            <p>{sides[name].run.info?.technique}</p>
          </header>
        ))}
        <SideCharts sides={sides} />
      </div>
    </div>
  )
}
