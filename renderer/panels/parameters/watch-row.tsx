import { Columns2 } from 'lucide-react'
import type { ParamField } from '../../../workloads/contract/index.ts'
import { useWatch, useWatchData } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from './field.tsx'
import styles from './parameters.module.css'

const WATCH: ParamField = {
  name: 'watch',
  label: 'Re-run when the file changes',
  type: 'boolean',
  default: false,
  help: 'Also when its imports or inputs do. A run that goes on is stopped first. Changed code is asked about again.',
}

/** Your own task run again by itself, and the last run beside the one before. */
export default function WatchRow() {
  const watch = useWatch()
  const isOn = useWatchData((data) => data.isOn)
  const isAgreed = useWatchData((data) => data.isAgreed)
  const canCompare = useWatchData(({ ended }) => ended.length === 2)
  return (
    <div className={styles['watch']}>
      <Field field={WATCH} value={isOn} error={undefined} onChange={(value) => watch.set(value === true)} />
      {isAgreed && (
        <p className={styles['note']} role="status">
          You agreed to later changes, until this is switched off.
        </p>
      )}
      {/* What goes wrong is in the session's `lastError`. */}
      <Button
        disabled={!canCompare}
        title={canCompare ? undefined : 'After two runs of this module that came to their ends'}
        onClick={() => void watch.compare()}
      >
        <Columns2 size={14} aria-hidden="true" /> Compare with the previous run
      </Button>
    </div>
  )
}
