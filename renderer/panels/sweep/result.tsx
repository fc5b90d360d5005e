import { Save, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { sweepCsv } from '../../../workloads/analysis/index.ts'
import type { ArrivalSweepResult, SweepResult, SweepState, WatchingCostResult } from '../../../workloads/contract/index.ts'
import { formatDuration } from '../../charts/format.ts'
import { useSweepData, useSweeps } from '../../stores/index.ts'
import { saveBlob } from '../../stores/save-blob.ts'
import { Button } from '../../ui/button.tsx'
import { fileName } from '../figure/figure-images.ts'
import { rateCharts } from './rate-charts.ts'
import { Recommended } from './recommended.tsx'
import { sizeCharts, type SweepChart } from './size-charts.ts'
import { SweepCard } from './sweep-card.tsx'
import { endWords, fitWords, planWords, rateNotes, sizeNotes, watchingSentences } from './sweep-words.ts'
import styles from './sweep.module.css'
import { WatchingBar } from './watching-bar.tsx'

/** What a sweep has measured: kept up while it goes on. */
export function Result({ sweep }: { sweep: SweepState }) {
  const { title, measured } = sweep
  const end = endWords(sweep)
  return (
    <section className={styles['result']} aria-label="Result of the sweep">
      <header className={styles['head']}>
        <h3>{title}</h3>
        <p>{planWords(sweep)}</p>
        <SaveButtons sweep={sweep} />
        <DeleteButton id={sweep.id} />
      </header>
      {end !== '' && (
        <p className={styles['end']} role="note">
          {end}
        </p>
      )}
      {measured.kind === 'sizes' && <Sizes sweep={sweep} result={measured.result} />}
      {measured.kind === 'rates' && <Rates sweep={sweep} result={measured.result} />}
      {measured.kind === 'watching' && <Watching result={measured.result} goes={sweep.progress !== null} />}
    </section>
  )
}

function Sizes({ sweep, result }: { sweep: SweepState; result: SweepResult }) {
  const curves = result.fits.filter(({ as }) => result.points.filter((point) => point.as === as).length > 1)
  return (
    <>
      <Recommended sweep={sweep} />
      <Charts sweep={sweep} charts={sizeCharts(result)} />
      {curves.length > 0 && (
        <div className={styles['fits']}>
          <h3>Scalability</h3>
          <dl>
            {curves.map(fitWords).map((fit) => (
              <div key={fit.title}>
                <dt>
                  {fit.title} <span className="num">{fit.figures}</span>
                </dt>
                <dd>{fit.text}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {result.points.length > 0 && <Notes notes={sizeNotes(result)} />}
    </>
  )
}

function Rates({ sweep, result }: { sweep: SweepState; result: ArrivalSweepResult }) {
  return (
    <>
      <Charts sweep={sweep} charts={rateCharts(result)} />
      {result.points.length > 0 && <Notes notes={rateNotes(result)} />}
    </>
  )
}

function Watching({ result: { cost, appCpuMs }, goes }: { result: WatchingCostResult; goes: boolean }) {
  if (cost === null) return <p className={styles['nothing']}>{goes ? 'The first pair is being measured.' : 'Nothing was measured.'}</p>
  return (
    <div className={styles['watching']}>
      <WatchingBar difference={cost.differencePercent} />
      <Notes
        notes={[...watchingSentences(cost), ...(appCpuMs === null ? [] : [`The app itself used ${formatDuration(appCpuMs)} of CPU time in a run with telemetry on.`])]}
      />
    </div>
  )
}

function Charts({ sweep, charts }: { sweep: SweepState; charts: readonly SweepChart[] }) {
  return (
    <div className={styles['charts']}>
      {charts.map((chart) => (
        <SweepCard key={chart.id} chart={chart} sweep={sweep} />
      ))}
    </div>
  )
}

function Notes({ notes }: { notes: readonly string[] }): ReactNode {
  return (
    <ul className={styles['notes']} aria-label="What the figures are">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}

/** The same JSON as `poolscope sweep --json`, and its points as CSV. */
function SaveButtons({ sweep: { title, startedAt, measured, progress } }: { sweep: SweepState }) {
  const name = `${fileName(title)} sweep ${startedAt.slice(0, 16).replaceAll(':', '-')}`
  const save = (text: string, ending: string, type: string): void => saveBlob(new Blob([text], { type }), `${name}.${ending}`)
  return (
    <div className={styles['save']}>
      <Button disabled={progress !== null} onClick={() => save(`${JSON.stringify(measured.result, null, 2)}\n`, 'json', 'application/json')}>
        <Save size={14} aria-hidden="true" /> Save JSON
      </Button>
      <Button disabled={progress !== null} onClick={() => save(sweepCsv(measured), 'csv', 'text/csv')}>
        Save CSV
      </Button>
    </div>
  )
}

/** Only what is kept can be deleted: a sweep that goes on, or that could not be kept, is not there. */
function DeleteButton({ id }: { id: string }) {
  const sweeps = useSweeps()
  const isKept = useSweepData(({ kept }) => kept.some((one) => one.id === id))
  return (
    // What goes wrong is in the session's `lastError`.
    <Button look="ghost" aria-label="Delete this sweep" title="Delete this sweep" disabled={!isKept} onClick={() => void sweeps.remove(id)}>
      <Trash2 size={14} aria-hidden="true" />
    </Button>
  )
}
