import { formatCount } from '../../charts/format.ts'
import { useTicked } from '../../charts/use-ticked.ts'
import { SIDES, useFrames, type RunModel, type SideName, type Sides } from '../../stores/index.ts'
import { PANEL_HZ } from '../rates.ts'
import styles from './compare.module.css'

/** How far both sides are at the shown time. */
export function SidesProgress({ sides }: { sides: Sides }) {
  return (
    <div className={styles['progress']}>
      {SIDES.map((name) => (
        <SideProgress key={name} name={name} run={sides[name].run} />
      ))}
    </div>
  )
}

const endedOf = (run: RunModel): number => run.ended

function SideProgress({ name, run }: { name: SideName; run: RunModel }) {
  const ended = useTicked(useFrames(), PANEL_HZ, run, endedOf)
  const { counts } = run.whole
  const all = run.info?.expectedTasks ?? Math.max(1, counts.ok + counts.error + counts.cancelled + counts.timedOut + counts.lost)
  return (
    <div>
      <b>{name}</b>
      <progress aria-label={`Tasks of ${name} that have ended`} value={ended} max={all} />
      <span className="num">{formatCount(ended)}</span>
    </div>
  )
}
