import { CircleAlert, CircleCheck, CircleStop, FileClock, TriangleAlert, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PresetInfo } from '../../../workloads/contract/index.ts'
import { isLiveState, type OpenedRun, useActions, useRunValue, useSession } from '../../stores/index.ts'
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
  const summary = useRunValue((run) => run.endSummary, PANEL_HZ)
  const opened = useSession((data) => data.opened)
  const opening = useSession((data) => data.opening)
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
  if (opening !== null) return <Line look="plain">Opening {opening}…</Line>
  if (opened !== null) return <OpenedLine opened={opened} onClose={() => actions.closeFile()} />
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

/**
 * Which file is shown, and what it lacks.
 * @param onClose where something else can be shown
 */
export function OpenedLine({ opened: { name, run, end }, onClose }: { opened: OpenedRun; onClose?: () => void }) {
  const whole = end.how === 'whole'
  const close = onClose !== undefined && (
    <Button look="ghost" onClick={onClose}>
      Close
    </Button>
  )
  return (
    <Line look={whole ? 'plain' : 'warn'} icon={<FileClock size={15} />} action={close}>
      <b>{name}</b>, recorded {new Date(run.info?.startedAt ?? 0).toLocaleString()}.
      {whole ? '' : ` The file is ${end.how}: ${end.reason}. What is shown is good.`}
    </Line>
  )
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
