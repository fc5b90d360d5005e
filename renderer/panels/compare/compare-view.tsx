import { lazy, Suspense } from 'react'
import {
  SIDES,
  useComparisonData,
  useComparisons,
  useExperimentData,
  useExperiments,
  useSettings,
  type Comparison,
} from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { ViewBar } from '../../ui/view-bar.tsx'
import { formatPlural } from '../../ui/words.ts'
import { DifferenceTable } from './difference-table.tsx'
import { fairnessNotes, headline, isRace, RACE, needsRepeats, paramDifferences } from './notes.ts'
import { SeriesLine } from './series-line.tsx'
import { SideCharts } from './side-charts.tsx'
import { SideHead } from './side-head.tsx'
import styles from './compare.module.css'

const ComparedCost = lazy(() => import('../cost/compared-cost.tsx'))

/** Two runs side by side on one clock, and what differs between them. */
export function CompareView({ comparison }: { comparison: Comparison }) {
  const { a, b, rows } = comparison
  const comparisons = useComparisons()
  const reading = useComparisonData((data) => data.reading)
  const going = useExperimentData((data) => data.going)
  const differences = paramDifferences(paramsOf(comparison, 'a'), paramsOf(comparison, 'b'))
  const notes = fairnessNotes(comparison)
  const kinds = SIDES.map((name) => comparison[name].repeats[0]?.workerKinds.join())
  return (
    <main className={styles['compare']} aria-label="Comparison">
      <ViewBar
        title={isRace(comparison) ? RACE : 'Comparison'}
        text={reading === null ? headline(rows) : `Reading file ${Math.min(reading.of, reading.done + 1)} of ${reading.of}…`}
        told
        closeKey="c"
        onClose={() => comparisons.close()}
      >
        {needsRepeats(rows) && going === null && <RepeatBoth comparison={comparison} />}
      </ViewBar>
      <SeriesLine />
      <div className={styles['stage']} role="region" aria-label="Charts and differences" tabIndex={0}>
        <div className={styles['sides']}>
          {SIDES.map((name) => (
            <SideHead
              key={name}
              name={name}
              side={comparison[name]}
              differs={differences.flatMap((one) => (one[name] === null ? [] : [`${one.name} ${one[name]}`])).join(', ')}
            />
          ))}
          {/* Another repeat gets new charts. */}
          <SideCharts key={`${a.shown} ${b.shown}`} sides={comparison} />
        </div>
        <section className={styles['table']} aria-label="Differences">
          <p className={styles['means']}>
            Means of {formatPlural(a.repeats.length, 'run')} of a and {b.repeats.length} of b.
          </p>
          <DifferenceTable rows={rows} sameKinds={kinds[0] === kinds[1]} />
          <Suspense>
            <ComparedCost sides={comparison} />
          </Suspense>
          {notes.map((note) => (
            <p key={note} className={styles['foot']}>
              {note}
            </p>
          ))}
        </section>
      </div>
    </main>
  )
}

const paramsOf = (comparison: Comparison, name: 'a' | 'b') =>
  comparison[name].repeats[comparison[name].shown]?.info.params ?? {}

/** More runs of both sides: what one of each cannot tell. */
function RepeatBoth({ comparison }: { comparison: Comparison }) {
  const { repeatBoth } = useExperiments()
  const times = useSettings((settings) => settings.repeats)
  return (
    // What goes wrong is in the session's `lastError`.
    <Button look="primary" title="In turns: a, b, a, b, ..." onClick={() => void repeatBoth(comparison, times)}>
      Run each {times} times
    </Button>
  )
}
