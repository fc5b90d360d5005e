import type { PresetInfo, SweepState } from '../../../workloads/contract/index.ts'
import { shownSweep, useSweepData, useSweeps } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { ViewBar } from '../../ui/view-bar.tsx'
import { Progress } from './progress.tsx'
import { Result } from './result.tsx'
import { Setup } from './setup.tsx'
import styles from './sweep.module.css'

/** Many runs of the selected preset, and what they say together: how many workers, of which kind, for which load. */
export default function SweepView({ preset }: { preset: PresetInfo }) {
  const sweeps = useSweeps()
  const sweep = useSweepData(shownSweep)
  const live = useSweepData((data) => data.live)
  const goes = live !== null && live.progress !== null
  return (
    <main className={styles['sweep']} aria-label="Sweep">
      <ViewBar
        title="Sweep"
        text="Many runs of the same tasks: which model, how many workers, which load?"
        closeKey="n"
        onClose={() => sweeps.close()}
      >
        <Earlier shown={sweep} />
      </ViewBar>
      <p className="visually-hidden" role="status">
        {sweep === null ? '' : goes ? 'A sweep goes on.' : 'The sweep has ended.'}
      </p>
      {/* It scrolls as a whole: in a small window the charts need the room. */}
      <div className={styles['stage']} role="region" aria-label="Settings and results" tabIndex={0}>
        {goes ? <Progress sweep={live} /> : <Setup preset={preset} />}
        <Deleted />
        {sweep === null ? <Nothing /> : <Result key={sweep.id} sweep={sweep} />}
      </div>
    </main>
  )
}

function Nothing() {
  return (
    <p className={styles['nothing']}>
      Its results will be here: throughput, latency, CPU time and memory with their intervals, and which size to use.
      <br />
      Runs go on one after the other. Close other programs: whatever works beside a sweep is in its figures.
    </p>
  )
}

/** What was deleted last comes back by a click. */
function Deleted() {
  const deleted = useSweepData((data) => data.deleted)
  const sweeps = useSweeps()
  if (deleted === null) return null
  return (
    <p className={styles['deleted']} role="status">
      The sweep was deleted. {/* Whoever deleted by the keyboard is here now. What goes wrong is in the session's `lastError`. */}
      <Button look="ghost" autoFocus onClick={() => void sweeps.undo()}>
        Undo
      </Button>
    </p>
  )
}

/** What was measured before, to be looked at again. */
function Earlier({ shown }: { shown: SweepState | null }) {
  const kept = useSweepData((data) => data.kept)
  const sweeps = useSweeps()
  const others = kept.filter(({ id }) => id !== shown?.id)
  if (others.length === 0) return null
  const options = others.map(({ id, title, startedAt, kind }) => ({ value: id, label: `${title}, ${KINDS[kind]}, ${new Date(startedAt).toLocaleString()}` }))
  // What goes wrong is in the session's `lastError`.
  return <Select label="Earlier sweeps" placeholder="Earlier…" value={null} options={options} onChange={(id) => void sweeps.pick(id)} />
}

const KINDS = { sizes: 'workers', rates: 'arrival rates', watching: 'watching' } as const
