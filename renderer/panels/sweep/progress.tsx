import { useEffect, useState } from 'react'
import type { SweepState } from '../../../workloads/contract/index.ts'
import { useSweeps } from '../../stores/index.ts'
import { formatClock, formatPlural } from '../../ui/words.ts'
import { RunsLine } from '../runs-line.tsx'

const TICK_MS = 1_000

/** How far a sweep is, how long it still takes, and how to end it. */
export function Progress({ sweep: { title, progress } }: { sweep: SweepState }) {
  const sweeps = useSweeps()
  const leftMs = useCountdown(progress?.leftMs ?? null, progress?.done ?? 0)
  if (progress === null) return null
  const { done, total, what } = progress
  return (
    <div role="group" aria-label="Progress of the sweep">
      {/* What goes wrong is in the session's `lastError`. */}
      <RunsLine done={done} of={total} stays="What was measured stays" onStop={() => void sweeps.stop()}>
        <b>{title}</b>: {formatPlural(done, 'run')} of {total}
        {leftMs === null ? '' : `, ${formatClock(leftMs)} left`}. {what === '' ? '' : `Now: ${what}.`}
      </RunsLine>
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
