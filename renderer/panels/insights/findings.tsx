import { CircleAlert, Info, Lightbulb, type LucideIcon } from 'lucide-react'
import type { Evidence, Insight, Severity } from '../../../workloads/analysis/insights/index.ts'
import { FigureList } from '../../ui/figure-list.tsx'
import { insightNumber } from './insight-numbers.ts'
import styles from './findings.module.css'

/** A shape for each severity, and its name for those who do not see it: colour says nothing alone. */
const GLYPHS: Readonly<Record<Severity, LucideIcon>> = {
  problem: CircleAlert,
  hint: Lightbulb,
  'good to know': Info,
}

export interface FindingsProps {
  /** null: the run goes on, or they are being looked for. */
  readonly insights: readonly Insight[] | null
  /** The evidence that the charts show now: that of a finding, or none. */
  readonly shown: Evidence | null
  /** Shows in the charts where a finding is to be seen; null takes that back. */
  readonly onShow: (evidence: Evidence | null) => void
}

/** What stands out in a run that has ended. A finding is a button that shows its evidence in the charts. */
export function Findings({ insights, shown, onShow }: FindingsProps) {
  if (insights === null || insights.length === 0) {
    return (
      <p className={styles['none']} role="status">
        {insights === null ? 'Findings come when the run has ended.' : 'Nothing stands out.'}
      </p>
    )
  }
  return (
    <ul className={styles['list']} aria-label="Findings">
      {insights.map((insight) => (
        <li key={insight.id}>
          <Finding
            insight={insight}
            pressed={insight.evidence === shown}
            onPress={(on) => onShow(on ? insight.evidence : null)}
          />
        </li>
      ))}
    </ul>
  )
}

interface FindingProps {
  readonly insight: Insight
  readonly pressed: boolean
  readonly onPress: (on: boolean) => void
}

function Finding({ insight: { id, severity, title, text, numbers }, pressed, onPress }: FindingProps) {
  const Mark = GLYPHS[severity]
  return (
    <>
      <button
        type="button"
        className={styles['finding']}
        data-severity={severity}
        data-testid={`insight-${id}`}
        aria-pressed={pressed}
        aria-describedby={`insight-${id}-text`}
        title={pressed ? 'Hide it in the charts' : 'Show it in the charts'}
        onClick={() => onPress(!pressed)}
      >
        <Mark size="1rem" aria-hidden="true" />
        <span className={styles['title']}>{title}</span>
        <span className={styles['severity']}>{severity}</span>
      </button>
      <p className={styles['text']} id={`insight-${id}-text`}>
        {text}
      </p>
      <div className={styles['numbers']}>
        <FigureList figures={numbers.map((number) => ({ id: number.label, label: number.label, shown: insightNumber(number) }))} />
      </div>
    </>
  )
}
