import { useRunValue } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { FigureList } from '../ui/figure-list.tsx'
import head from '../ui/tab-head.module.css'
import { RunCost } from './cost/run-cost.tsx'
import { PANEL_HZ } from './rates.ts'
import { adviceFor } from './run-words.ts'
import { summaryGroups, summaryText } from './summary-rows.ts'
import styles from './summary.module.css'

/**
 * The exact figures of the run on screen, once it has ended.
 * @param onUseSeed where runs can be started: the next one shall have this seed
 */
export function Summary({ onUseSeed }: { onUseSeed?: (seed: number) => void }) {
  const summary = useRunValue((run) => run.summary, PANEL_HZ)
  const title = useRunValue((run) => run.info?.title ?? '', PANEL_HZ)
  if (summary === null) {
    return <p className={styles['none']}>When a run has ended, its exact figures stand here, ready to be copied.</p>
  }
  return (
    <section className={styles['summary']} aria-label="Summary of the run">
      <div className={head['head']}>
        <h2>
          {title} <span className={styles['outcome']} data-testid="summary-outcome">
            {summary.outcome}
          </span>
        </h2>
        <CopyButton label="Copy" text={() => summaryText(title, summary)} />
      </div>
      {summary.error !== undefined && (
        <div className={styles['error']} role="note">
          <b data-testid="summary-message">{summary.error}</b>
          <p>{adviceFor(null)}</p>
        </div>
      )}
      {summary.cost != null && <RunCost cost={summary.cost} />}
      {summaryGroups(summary).map((group) => (
        <div key={group.title} className={styles['group']}>
          <h3>{group.title}</h3>
          <FigureList figures={group.rows.map((row) => ({ ...row, testId: `summary-${row.id}` }))} />
        </div>
      ))}
      <div className={styles['group']}>
        <h3>Made with</h3>
        <FigureList
          figures={[
            ...Object.entries(summary.params).map(([name, value]) => ({ id: name, label: name, shown: String(value) })),
            { id: 'seed', label: 'seed', shown: String(summary.seed), testId: 'summary-seed' },
          ]}
        />
        {onUseSeed !== undefined && (
          <Button className={styles['again']} onClick={() => onUseSeed(summary.seed)}>
            Use this seed again
          </Button>
        )}
      </div>
    </section>
  )
}
