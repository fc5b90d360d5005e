import { costSentences, meanLatencyMs, partsOfTask, sumOfParts } from '../../../workloads/analysis/index.ts'
import { COST_PARTS, type CostPart, type TaskCost } from '../../../workloads/contract/index.ts'
import { durationQuantity } from '../../charts/format.ts'
import { isRange, useViewed, type SharedView } from '../../charts/index.ts'
import { taskTitle } from '../../charts/task-tip.ts'
import { useFrames, useShownRun, useView, type RunModel } from '../../stores/index.ts'
import { unbroken } from '../../ui/words.ts'
import { PANEL_HZ } from '../rates.ts'
import { CostBar, PartName } from './cost-bar.tsx'
import styles from './cost.module.css'

/** Where the time of tasks went: of a mean one, of the selected one, and of all. */
export function RunCost({ cost }: { cost: TaskCost }) {
  const { parts } = cost
  const selected = useSelectedParts()
  const scaleMs = Math.max(meanLatencyMs(cost), selected === null ? 0 : sumOfParts(selected.parts))
  const atWorker = { transferIn: parts.transferIn.meanMs, run: parts.run.meanMs, transferOut: parts.transferOut.meanMs }
  const atWorkerMs = atWorker.transferIn + atWorker.run + atWorker.transferOut
  return (
    <section className={styles['cost']} aria-label="Cost of a task">
      <h3>Cost of a task</h3>
      {costSentences(cost).map((text) => (
        <p key={text} className={styles['sentence']}>
          {unbroken(text)}
        </p>
      ))}
      <CostBar label="A task, mean" parts={means(cost)} scaleMs={scaleMs} />
      {selected !== null && <CostBar label={selected.name} parts={selected.parts} scaleMs={scaleMs} />}
      <CostBar label="Of that at its worker" parts={atWorker} scaleMs={atWorkerMs} />
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Part</span>
            </th>
            <th scope="col">mean</th>
            <th scope="col">p50</th>
            <th scope="col">p95</th>
            <th scope="col">all tasks</th>
          </tr>
        </thead>
        <tbody>
          {COST_PARTS.map((part) => (
            <tr key={part} data-testid={`cost-${part}`}>
              <th scope="row">
                <PartName part={part} />
              </th>
              {(['meanMs', 'p50Ms', 'p95Ms', 'totalMs'] as const).map((figure) => (
                <td key={figure} className="num">
                  <Duration ms={parts[part][figure]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Its unit takes little of the room that the columns have. */
function Duration({ ms }: { ms: number }) {
  const { value, unit } = durationQuantity(ms)
  return (
    <>
      {value} <small>{unit}</small>
    </>
  )
}

const means = ({ parts }: TaskCost): Record<CostPart, number> =>
  Object.fromEntries(COST_PARTS.map((part) => [part, parts[part].meanMs])) as Record<CostPart, number>

interface SelectedParts {
  readonly name: string
  readonly parts: Readonly<Record<CostPart, number>>
}

/** The task that is selected in a chart; null: none is, or it never ran. */
function useSelectedParts(): SelectedParts | null {
  return useViewed({ run: useShownRun(), frames: useFrames(), view: useView() }, PANEL_HZ, partsOf)
}

function partsOf(run: RunModel, { selection }: SharedView): SelectedParts | null {
  const { tables: { tasks }, workers } = run
  const row = selection === null || isRange(selection) ? -1 : selection.taskRow - tasks.dropped
  if (row < 0 || row >= tasks.length) return null
  const parts = partsOfTask({ tasks, workers }, row)
  return parts === null ? null : { name: taskTitle(run, row), parts }
}
