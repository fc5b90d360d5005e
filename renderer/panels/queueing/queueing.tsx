import type { ReactNode } from 'react'
import type { MmcOffer, QueueWindow } from '../../../workloads/analysis/index.ts'
import { formatCount, formatDuration, formatRate, formatShare, NONE, threeDigits } from '../../charts/format.ts'
import { isLive, isRange, useViewed, type ChartRun, type SharedView, type TimeWindow } from '../../charts/index.ts'
import { signedShare } from '../../charts/queueing/queue-overlay.ts'
import { queueingOf } from '../../charts/queueing/queueing.ts'
import { useFrames, useSetSettings, useSettings, useShownRun, useView } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { FigureList } from '../../ui/figure-list.tsx'
import head from '../../ui/tab-head.module.css'
import { littleWords, mmcWords } from './queueing-words.ts'
import styles from './queueing.module.css'

/** Figures are sums of bins, but their texts need not change more often than one can read them. */
const HZ = 2
const MOST_WINDOWS = 10

interface Told {
  readonly range: TimeWindow | null
  readonly total: QueueWindow
  readonly windows: readonly QueueWindow[]
  readonly offer: MmcOffer
  readonly isPart: boolean
}

/** What queueing theory says of the run, or of the part of its time that is selected. */
export default function Queueing() {
  const told = useViewed({ run: useShownRun(), frames: useFrames(), view: useView() }, HZ, tell)
  const isShown = useSettings(({ queueing }) => queueing)
  const setSettings = useSetSettings()
  if (told === null) {
    return <p className={styles['none']}>Arrivals, waits and queue length stand here as soon as tasks have ended.</p>
  }
  const { range, total, windows, offer, isPart } = told
  return (
    <section className={styles['queueing']} aria-label="Queueing">
      <div className={head['head']}>
        <h2>{range === null ? 'Whole run' : `Selected: ${formatDuration(range.fromMs)} to ${formatDuration(range.toMs)}`}</h2>
        <Button aria-pressed={isShown} onClick={() => setSettings({ queueing: !isShown })}>
          {isShown ? 'Hide in the chart' : 'Show in the chart'}
        </Button>
      </div>
      <Figures total={total} />
      <p className={styles['sentence']} data-testid="queueing-little">
        {littleWords(total)}
      </p>
      <Prediction offer={offer} total={total} />
      <Windows windows={windows} />
      {isPart && <p className={styles['note']}>Tasks that have not ended yet are not among these: their wait is not known.</p>}
    </section>
  )
}

function Figures({ total: { arrivals, arrivalRate, meanWaitMs, meanDepth, expectedDepth, residual, utilisation } }: Pick<Told, 'total'>) {
  const rows: readonly (readonly [id: string, label: string, symbol: string, shown: string])[] = [
    ['arrivals', 'Tasks that arrived', '', formatCount(arrivals)],
    ['rate', 'Arrival rate', 'λ', formatRate(arrivalRate)],
    ['wait', 'Mean wait', 'W', formatDuration(meanWaitMs)],
    ['depth', 'Mean queue depth', 'L', threeDigits(meanDepth)],
    ['expected', 'Rate × wait', 'λW', expectedDepth === null ? NONE : threeDigits(expectedDepth)],
    ['residual', 'Residual', 'L − λW', signedShare(residual)],
    ['utilisation', 'Workers busy', 'ρ', utilisation === null ? 'not told' : formatShare(utilisation)],
  ]
  return (
    <div className={styles['figures']}>
      <FigureList figures={rows.map(([id, label, symbol, shown]) => ({ id, label: labelled(label, symbol), shown, testId: `queueing-${id}` }))} />
    </div>
  )
}

const labelled = (label: string, symbol: string): ReactNode => (
  <>
    {label} {symbol !== '' && <i>{symbol}</i>}
  </>
)

function Prediction({ offer, total }: Pick<Told, 'offer' | 'total'>) {
  const { prediction, servers } = offer
  return (
    <div className={styles['prediction']} data-offered={prediction !== null} data-testid="queueing-mmc">
      <h3>{prediction === null ? 'M/M/c' : `M/M/${servers}`}</h3>
      <p>{mmcWords(offer, total)}</p>
    </div>
  )
}

/** The same, window by window. */
function Windows({ windows }: Pick<Told, 'windows'>) {
  const [first] = windows
  if (first === undefined) return null
  return (
    <table className={styles['windows']}>
      <caption>In windows of {formatDuration(first.toMs - first.fromMs)}</caption>
      <thead>
        <tr>
          <th scope="col">from</th>
          <th scope="col" title="Arrivals a second">λ</th>
          <th scope="col" title="Mean wait">W</th>
          <th scope="col" title="Mean queue depth">L</th>
          <th scope="col" title="Rate × wait">λW</th>
          <th scope="col">busy</th>
        </tr>
      </thead>
      <tbody>
        {windows.map(({ fromMs, arrivalRate, meanWaitMs, meanDepth, expectedDepth, utilisation }) => (
          <tr key={fromMs}>
            <th scope="row" className="num">{formatDuration(fromMs)}</th>
            {[formatRate(arrivalRate), formatDuration(meanWaitMs), threeDigits(meanDepth), expectedDepth === null ? NONE : threeDigits(expectedDepth), formatShare(utilisation)].map((shown, at) => (
              <td key={at} className="num">
                {shown}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function tell(run: ChartRun, view: SharedView): Told | null {
  if (run.info === null || run.tables.tasks.length === 0) return null
  const queueing = queueingOf(run)
  const range = isRange(view.selection) ? view.selection : null
  const total = queueing.total(range)
  if (total === null) return null
  const windows = queueing.windows(range ?? { fromMs: total.fromMs, toMs: total.toMs }, MOST_WINDOWS)
  return { range, total, windows, offer: queueing.prediction(range), isPart: isLive(run) && queueing.settledMs < run.nowMs }
}
