import { useExperimentData, useExperiments } from '../../stores/index.ts'
import { RunsLine } from '../runs-line.tsx'

/** Which of several runs goes on, and how to end them. */
export function SeriesLine() {
  const going = useExperimentData((data) => data.going)
  const { stop } = useExperiments()
  if (going === null) return null
  return (
    <div role="status">
      {/* What goes wrong is in the session's `lastError`. */}
      <RunsLine done={going.run - 1} of={going.of} stays="What is recorded stays" onStop={() => void stop()}>
        <b>{going.what}</b>
        {going.of === 1 ? '.' : `, run ${going.run} of ${going.of}. One at a time, so that they do not share the cores.`}
      </RunsLine>
    </div>
  )
}
