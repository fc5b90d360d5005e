import { CircleAlert, CircleCheck, CircleStop, TriangleAlert, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PresetInfo } from '../../../workloads/contract/index.ts'
import { isLiveState, useActions, useRunValue, useSession } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { asSentence, outcomeWords } from '../run-words.ts'
import { PANEL_HZ } from '../rates.ts'
import styles from './status-line.module.css'

interface LineProps {
  readonly preset: PresetInfo
  /** The run on screen is one of this preset. */
  readonly mine: boolean
  readonly onDetails: () => void
}

/** One line above the figures, always there: what to look for, how it ended, or what is wrong. */
export function StatusLine({ preset, mine, onDetails }: LineProps) {
  const connection = useSession((data) => data.connection)
  const runState = useSession((data) => data.runState)
  const otherTitle = useSession((data) => data.presets.find(({ id }) => id === data.runPresetId)?.title ?? null)
  const otherId = useSession((data) => data.runPresetId)
  const summary = useRunValue((run) => run.summary, PANEL_HZ)
  const actions = useActions()
  const details = (
    <Button look="ghost" onClick={onDetails}>
      Summary
    </Button>
  )
  if (connection === 'lost') {
    return (
      <Line look="warn" icon={<Unplug size={15} />}>
        <b>The host is not answering.</b> Trying again by itself; what was measured stays on screen.
      </Line>
    )
  }
  if (!mine && isLiveState(runState) && otherId !== null) {
    const show = (
      <Button look="ghost" onClick={() => actions.selectPreset(otherId)}>
        Show it
      </Button>
    )
    return (
      <Line look="plain" action={show}>
        <b>{otherTitle} is still running.</b> Stop it before you run another.
      </Line>
    )
  }
  if (mine && runState === 'failed') {
    return (
      <Line look="bad" icon={<CircleAlert size={15} />} action={details}>
        <b>The run failed.</b> {asSentence(summary?.error ?? '')}
      </Line>
    )
  }
  if (mine && runState === 'finished' && summary !== null) {
    const stopped = summary.outcome === 'stopped'
    const clean = summary.tasks.ok === summary.tasks.submitted
    const Icon = stopped ? CircleStop : clean ? CircleCheck : TriangleAlert
    return (
      <Line look={stopped || clean ? 'good' : 'mixed'} icon={<Icon size={15} />} action={details}>
        <b>{stopped ? 'Stopped.' : 'Finished.'}</b> {outcomeWords(summary)}.
      </Line>
    )
  }
  return <Line look="plain">{preset.summary}</Line>
}

type Look = 'plain' | 'good' | 'mixed' | 'warn' | 'bad'

function Line({ look, icon, action, children }: { look: Look; icon?: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles['line']} data-look={look} role="note" aria-label="Status">
      {icon !== undefined && (
        <span className={styles['icon']} aria-hidden="true">
          {icon}
        </span>
      )}
      <p className={styles['text']}>{children}</p>
      {action}
    </div>
  )
}
