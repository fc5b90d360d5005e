import { useExperimentData, useExperiments } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import styles from './compare.module.css'

/** Which of several runs goes on, and how to end them. */
export function SeriesLine() {
  const going = useExperimentData((data) => data.going)
  const { stop } = useExperiments()
  if (going === null) return null
  return (
    <div className={styles['series']} role="status">
      <p>
        <b>{going.what}</b>{going.of === 1 ? '.' : `, run ${going.run} of ${going.of}. One at a time, so that they do not share the cores.`}
      </p>
      {going.of > 1 && <progress aria-label="Runs that have ended" value={going.run - 1} max={going.of} />}
      {/* What goes wrong is in the session's `lastError`. */}
      <Button look="ghost" title="What is recorded stays" onClick={() => void stop()}>
        Stop here
      </Button>
    </div>
  )
}
