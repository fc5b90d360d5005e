import type { SweepState } from '../../../workloads/contract/index.ts'
import { EstimatesChart, estimatesLegend, estimatesTable, pointCorners, tokenCss, type LegendEntry } from '../../charts/index.ts'
import { useFrames } from '../../stores/index.ts'
import { FigureCard } from '../figure/figure-card.tsx'
import { FigureTable } from '../figure/figure-table.tsx'
import type { SweepChart } from './size-charts.ts'
import { planWords } from './sweep-words.ts'
import styles from './sweep.module.css'

/** One chart of a sweep, with what can be done with it. */
export function SweepCard({ chart: { id, title, what, note, estimates }, sweep }: { chart: SweepChart; sweep: SweepState }) {
  const frames = useFrames()
  const legend = estimatesLegend(estimates)
  const words = () => ({ name: sweep.title, title: `${title}: ${what}`, run: `Sweep of ${sweep.title} · ${planWords(sweep)}`, facts: [], legend })
  return (
    <FigureCard
      chart={`sweep-${id}`}
      title={title}
      what={what}
      note={note}
      words={words}
      table={<FigureTable title={title} table={estimatesTable(estimates, title)} />}
    >
      <div className={styles['chart']}>
        <EstimatesChart estimates={estimates} what={title} frames={frames} empty={sweep.progress === null ? 'Not measured' : 'The first runs go on'} />
        <p className={styles['axis']}>{estimates.xName === 'Workers' ? 'workers' : 'arrivals a second'}</p>
        {legend.length > 0 && (
          <ul className={styles['legend']} aria-label="Marks">
            {legend.map((entry) => (
              <li key={entry.label}>
                <Mark {...entry} /> {entry.label}
              </li>
            ))}
          </ul>
        )}
      </div>
    </FigureCard>
  )
}

/** A mark as the chart paints it. */
function Mark({ mark, token }: LegendEntry) {
  const corners = mark === 'square' || mark === 'diamond' || mark === 'triangle' ? pointCorners(mark) : null
  return (
    <svg viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true" fill={tokenCss(token)}>
      {corners === null ? <circle r="1" /> : <polygon points={corners.map((corner) => corner.join()).join(' ')} />}
    </svg>
  )
}
