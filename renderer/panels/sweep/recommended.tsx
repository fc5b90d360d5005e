import { CircleCheck, CircleHelp, Code, Play } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { programJob, sizeName } from '../../../workloads/analysis/index.ts'
import type { SweepState } from '../../../workloads/contract/index.ts'
import { useActions, useSession } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { useGate } from '../run-gate.ts'
import styles from './sweep.module.css'

const CodeDialog = lazy(() => import('../code/code-dialog.tsx'))

/** Which model and size to use, why, and what to do with it; nothing before there is a measurement. */
export function Recommended({ sweep: { measured, recommended, progress, title } }: { sweep: SweepState }) {
  const actions = useActions()
  const { live, blocked } = useGate()
  const cores = useSession((data) => data.capabilities?.cores ?? 1)
  const [code, setCode] = useState(false)
  const recommendation = measured.kind === 'sizes' ? measured.result.recommendation : null
  if (recommendation === null) return null
  const { as, workers, clear, reason } = recommendation
  const Icon = clear ? CircleCheck : CircleHelp
  const run = (): void => {
    if (recommended === null) return
    actions.selectPreset(recommended.preset)
    void actions.startRun(recommended) // what goes wrong is in the session's `lastError`
  }
  return (
    <div className={styles['recommended']} data-clear={clear} role="group" aria-label="Recommendation">
      <Icon size={18} aria-hidden="true" />
      <p>
        {clear && <b>Use {sizeName(as, workers)}. </b>}
        {clear ? `${reason.charAt(0).toUpperCase()}${reason.slice(1)}` : <NoWinner reason={reason} />}
        {progress !== null && ' So far: the sweep goes on.'}
      </p>
      {recommended !== null && (
        <div>
          <Button look={clear ? 'primary' : 'plain'} disabled={live || blocked !== null} title={blocked ?? `The same tasks with ${sizeName(as, workers)}`} onClick={run}>
            <Play size={13} aria-hidden="true" /> Run it
          </Button>
          <Button onClick={() => setCode(true)}>
            <Code size={14} aria-hidden="true" /> Copy as code
          </Button>
        </div>
      )}
      {code && recommended !== null && (
        <Suspense>
          <CodeDialog
            title={title}
            job={{ ...programJob({ ...recommended, technique: '' }, cores), pool: { as, workers } }}
            onClose={() => setCode(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

/** `No clear winner: ...`, as the command line says it. */
function NoWinner({ reason }: { reason: string }) {
  const [head = '', ...rest] = reason.split(': ')
  return (
    <>
      <b>{head}: </b>
      {rest.join(': ')}
    </>
  )
}
