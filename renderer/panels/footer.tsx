import { TriangleAlert } from 'lucide-react'
import { NO_WORKER } from '../../workloads/contract/index.ts'
import { formatCount, formatRate, NONE, NOT_MEASURED } from '../charts/format.ts'
import { isLiveState, useComparisonData, useExperimentData, useRunValue, useSession } from '../stores/index.ts'
import { Tip } from '../ui/tip.tsx'
import { formatClock, formatPercent, formatPlural } from '../ui/words.ts'
import styles from './footer.module.css'
import { SidesProgress } from './compare/side-progress.tsx'
import { PANEL_HZ } from './rates.ts'
import { Tape } from './replay/tape.tsx'
import { Transport } from './replay/transport.tsx'

/** Slow enough to be read, for numbers that are only there in case somebody asks. */
const CALM_HZ = 2

/** How far the run is, the run as a tape, what was lost on the way, and what watching costs. */
export function Footer() {
  const comparison = useComparisonData((data) => data.comparison)
  const going = useExperimentData((data) => data.going !== null)
  return (
    <footer className={styles['footer']}>
      {comparison === null || going ? <Progress /> : <SidesProgress sides={comparison} />}
      <Transport />
      <Tape />
      <div className={styles['notes']}>
        <Losses />
        <AppCost />
      </div>
    </footer>
  )
}

function Progress() {
  const ended = useRunValue((run) => run.ended, PANEL_HZ)
  const expected = useRunValue((run) => run.info?.expectedTasks ?? null, PANEL_HZ)
  const known = useRunValue((run) => run.info !== null, PANEL_HZ)
  const rate = useRunValue((run) => run.figures.throughput, CALM_HZ)
  // A file that was cut off ends in the middle of its run, too; but nothing of it is still to come.
  const goesOn = useSession((data) => data.connection === 'open' && data.opened === null)
  const live = useRunValue((run) => isLiveState(run.state), PANEL_HZ) && goesOn
  const leftMs = useRunValue((run) => run.figures.timeLeftMs(run.ended, run.info?.expectedTasks ?? null), CALM_HZ)
  const share = expected === null || expected === 0 ? null : Math.min(1, ended / expected)
  const left = !live ? '' : expected === null ? 'until stopped' : leftMs === null ? '' : `${formatClock(leftMs)} left`
  return (
    <div className={styles['progress']}>
      <div className={styles['words']}>
        <b className="num">{known ? formatCount(ended) : NONE}</b>
        <span className="num">{expected === null ? '' : `/ ${formatCount(expected)}`}</span>
        <span className={`num ${styles['rate']}`}>{known && rate !== null ? formatRate(rate) : ''}</span>
        <span className={styles['left']}>{left}</span>
      </div>
      <div
        className={styles['bar']}
        role="progressbar"
        aria-label="Progress of the run"
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
        data-endless={live && expected === null}
      >
        <i style={{ transform: `scaleX(${share ?? 0})` }} />
      </div>
    </div>
  )
}

function Losses() {
  const tasks = useRunValue((run) => run.droppedTasks + run.tables.tasks.dropped, CALM_HZ)
  const rows = useRunValue((run) => run.droppedRows, CALM_HZ)
  const gaps = useRunValue((run) => run.gaps, CALM_HZ)
  const notes = [
    tasks > 0 ? `${formatCount(tasks)} oldest tasks no longer kept` : '',
    rows > 0 ? `${formatCount(rows)} samples lost` : '',
    gaps > 0 ? formatPlural(gaps, 'gap') : '',
  ].filter((note) => note !== '')
  if (notes.length === 0) return null
  return (
    <p className={styles['loss']} role="note" title="Counts stay right; charts and percentiles speak of what is kept.">
      <TriangleAlert size={13} aria-hidden="true" />
      {notes.join(', ')}
    </p>
  )
}

function AppCost() {
  const usage = useRunValue((run) => run.usage(NO_WORKER), CALM_HZ)
  const unknown = usage?.cores === null
  return (
    <Tip side="top" text="CPU that the app itself uses to run and watch the workload, apart from the workers.">
      <span className={styles['cost']} tabIndex={0}>
        {unknown ? (
          `app: ${NOT_MEASURED}`
        ) : (
          <>
            app <b className="num">{formatPercent(usage?.cores ?? null)}</b> of a core
          </>
        )}
      </span>
    </Tip>
  )
}
