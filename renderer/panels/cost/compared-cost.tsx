import { costDifference } from '../../../workloads/analysis/index.ts'
import { COST_PARTS, type CostPart, type TaskCost } from '../../../workloads/contract/index.ts'
import { SIDES, type ComparedSide, type Comparison } from '../../stores/index.ts'
import { unbroken } from '../../ui/words.ts'
import { CostBar, PartName } from './cost-bar.tsx'
import styles from './cost.module.css'

type Parts = Readonly<Partial<Record<CostPart, number>>>

/** What a task costs its worker on both sides, on one scale, and why it costs one of them more. */
export default function ComparedCost({ sides }: { sides: Pick<Comparison, 'a' | 'b'> }) {
  const why = costDifference(sideOf(sides.a), sideOf(sides.b))
  if (why === null) return null
  const parts = { a: meanParts(sides.a), b: meanParts(sides.b) }
  const scaleMs = Math.max(...SIDES.map((name) => Object.values(parts[name]).reduce((sum, ms) => sum + ms, 0)))
  return (
    <section className={styles['cost']} aria-label="Cost of a task">
      <h3>Cost of a task</h3>
      <p className={styles['sentence']}>{unbroken(why)}</p>
      {SIDES.map((name) => (
        <CostBar key={name} label={name} parts={parts[name]} scaleMs={scaleMs} />
      ))}
      <ul className={styles['legend']} aria-label="Colours">
        {COST_PARTS.filter((part) => part !== 'wait').map((part) => (
          <li key={part}>
            <PartName part={part} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const costsOf = ({ repeats }: ComparedSide): TaskCost[] => repeats.flatMap(({ cost }) => cost ?? [])

const sideOf = (side: ComparedSide) => ({ technique: side.repeats[side.shown]?.info.technique ?? '', costs: costsOf(side) })

/** Of a task, means of the repeats; of the start of workers its share. Waiting costs no worker. */
function meanParts(side: ComparedSide): Parts {
  const costs = costsOf(side)
  const mean = (value: (cost: TaskCost) => number): number => costs.reduce((sum, cost) => sum + value(cost), 0) / Math.max(1, costs.length)
  return {
    start: mean(({ workerStartMs, tasks }) => workerStartMs / tasks),
    transferIn: mean(({ parts }) => parts.transferIn.meanMs),
    run: mean(({ parts }) => parts.run.meanMs),
    transferOut: mean(({ parts }) => parts.transferOut.meanMs),
  }
}
