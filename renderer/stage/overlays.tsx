import type { Scene } from '../../workloads/analysis/index.ts'
import { formatCount, formatDuration, formatRate } from '../charts/index.ts'
import type { RunModel } from '../stores/index.ts'
import styles from './stage.module.css'

/** What stands in front of the charts: one message at a time, large. */
export function Card({ title, text }: NonNullable<Scene['card']>) {
  return (
    <div className={styles['card']}>
      <h2>{title}</h2>
      {text !== null && <p>{text}</p>}
    </div>
  )
}

/** Asks the audience; then marks the right answer and says why. */
export function Question({ question, answers, right, why }: NonNullable<Scene['question']>) {
  return (
    <div className={styles['question']}>
      <h2>{question}</h2>
      <ol>
        {answers.map((answer, at) => (
          <li key={answer} data-right={right === null ? undefined : at === right}>
            <span>{at + 1}</span>
            {answer}
          </li>
        ))}
      </ol>
      <p>{why ?? 'What do you think?'}</p>
    </div>
  )
}

const FIGURES: readonly { readonly label: string; readonly tell: (run: RunModel) => string }[] = [
  { label: 'Makespan', tell: ({ endSummary }) => formatDuration(endSummary?.makespanMs ?? null) },
  { label: 'Throughput', tell: ({ endSummary }) => formatRate(endSummary?.throughput ?? null) },
  { label: 'Wait p95', tell: ({ endSummary }) => formatDuration(endSummary?.waitMs.p95 ?? null) },
  { label: 'Run p95', tell: ({ endSummary }) => formatDuration(endSummary?.runMs.p95 ?? null) },
  { label: 'Most in the queue', tell: ({ endSummary }) => formatCount(endSummary?.maxQueueDepth ?? null) },
]

/** The figures of two runs of the show. One run each: no more than what happened this time. */
export function ComparedRuns({ runs }: { runs: readonly [RunModel | undefined, RunModel | undefined] }) {
  const [a, b] = runs
  if (a === undefined || b === undefined) return null
  return (
    <div className={styles['compared']}>
      <table>
        <thead>
          <tr>
            <th scope="col">This time</th>
            <th scope="col">{a.info?.title}</th>
            <th scope="col">{b.info?.title}</th>
          </tr>
        </thead>
        <tbody>
          {FIGURES.map(({ label, tell }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="num">{tell(a)}</td>
              <td className="num">{tell(b)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
