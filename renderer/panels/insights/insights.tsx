import { useEffect, useState } from 'react'
import type { Evidence, Insight } from '../../../workloads/analysis/insights/index.ts'
import { startInsights } from '../../stores/insights.ts'
import { useRunValue, useShownRun, useView } from '../../stores/index.ts'
import { PANEL_HZ } from '../rates.ts'
import { Findings } from './findings.tsx'

/** Found in one run, which has ended. */
interface Found {
  readonly generation: number
  readonly insights: readonly Insight[]
}

/** The findings of the shown run, as a whole, wherever a replay is. Showing one selects its time in the charts. */
export default function Insights() {
  const run = useShownRun()
  const view = useView()
  const generation = useRunValue((model) => model.generation, PANEL_HZ)
  const ended = useRunValue(({ endState }) => endState === 'finished' || endState === 'failed', PANEL_HZ)
  const [found, setFound] = useState<Found | null>(null)
  const [shown, setShown] = useState<Evidence | null>(null)

  useEffect(() => {
    if (!ended) return undefined
    return startInsights(run.whole, (insights) => setFound({ generation, insights }))
  }, [run, generation, ended])

  const onShow = (evidence: Evidence | null): void => {
    setShown(evidence)
    view.select(evidence === null ? null : { fromMs: evidence.fromMs, toMs: evidence.toMs })
  }
  const insights = ended && found?.generation === generation ? found.insights : null
  return <Findings insights={insights} shown={shown} onShow={onShow} />
}
