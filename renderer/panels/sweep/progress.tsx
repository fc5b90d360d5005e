import { useEffect, useState } from 'react'
import type { SweepState } from '../../../workloads/contract/index.ts'
import { useSweeps } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { formatClock, formatPlural } from '../../ui/words.ts'
import styles from './sweep.module.css'

const TICK_MS = 1_000

/** How far a sweep is, how long it still takes, and how to end it. */
export function Progress({ sweep: { title, progress } }: { sweep: SweepState }) {
  const sweeps = useSweeps()
  const leftMs = useCountdown(progress?.leftMs ?? null, progress?.done ?? 0)
  if (progress === null) return null
  const { done, total, what } = progress
  return (
    <div className={styles['progress']} role="group" aria-label="Progress of the sweep">
      <p>
        <b>{title}</b>: {formatPlural(done, 'run')} of {total}
        {leftMs === null ? '' : `, ${formatClock(leftMs)} left`}. <span>{what === '' ? '' : `Now: ${what}.`}</span>
      </p>
      <progress aria-label="Runs that have ended" value={done} max={total} />
      {/* What goes wrong is in the session's `lastError`. */}
      <Button title="What was measured stays" onClick={() => void sweeps.stop()}>
        Stop here
      </Button>
    </div>
  )
}

/** Counts down between two estimates; each run that ended is a new one. */
function useCountdown(leftMs: number | null, done: number): number | null {
  const [passedMs, setPassedMs] = useState({ done, ms: 0 })
  useEffect(() => {
    const timer = setInterval(() => setPassedMs((old) => ({ done, ms: old.done === done ? old.ms + TICK_MS : TICK_MS })), TICK_MS)
    return () => clearInterval(timer)
  }, [done])
  return leftMs === null ? null : Math.max(0, leftMs - (passedMs.done === done ? passedMs.ms : 0))
}
