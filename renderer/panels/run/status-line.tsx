import { CircleAlert, CircleCheck, CircleStop, FileClock, TriangleAlert, Unplug } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import type { PresetInfo } from '../../../workloads/contract/index.ts'
import { isLiveState, useSweepData, useSweeps, type OpenedRun, useActions, useComparisonData, useExperimentData, useExperiments, useLibrary, useLibraryData, useRunValue, useSession } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { formatPlural } from '../../ui/words.ts'
import { AgainMenu } from '../compare/again-menu.tsx'
import { SeriesLine } from '../compare/series-line.tsx'
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
  const going = useExperimentData((data) => data.going !== null)
  const reading = useComparisonData((data) => data.reading)
  const sweeping = useSweepData(({ live }) => live?.progress ?? null)
  const sweeps = useSweeps()
  const details = (
    <>
      <CompareGroups />
      <Again />
      <Button look="ghost" onClick={onDetails}>
        Summary
      </Button>
    </>
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
  if (going) return <SeriesLine />
  if (sweeping !== null) {
    const show = (
      <Button look="ghost" onClick={() => sweeps.open()}>
        Show it
      </Button>
    )
    return (
      <Line look="plain" action={show}>
        <b>A sweep goes on:</b> {formatPlural(sweeping.done, 'run')} of {sweeping.total} ended.
      </Line>
    )
  }
  if (reading !== null) return <Line look="plain">{`Reading file ${Math.min(reading.of, reading.done + 1)} of ${reading.of}, to compare…`}</Line>
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
    <>
      <Again />
      <Button look="ghost" onClick={onClose}>
        Close
      </Button>
    </>
  )
  return (
    <Line look={whole ? 'plain' : 'warn'} icon={<FileClock size={15} />} action={close}>
      <b>{name}</b>, recorded {new Date(run.info?.startedAt ?? 0).toLocaleString()}.
      {whole ? '' : ` The file is ${end.how}: ${end.reason}. What is shown is good.`}
    </Line>
  )
}

/** The run on screen once more, under whichever model. */
function Again() {
  const info = useRunValue((run) => run.info, PANEL_HZ)
  const opened = useSession((data) => data.opened)
  const saved = useLibraryData().saved?.runs.find(({ runId }) => runId === info?.runId)
  const library = useLibrary()
  const runId = info?.runId ?? null
  // The file of the run: it is listed once it is whole. Failures are in the session's `lastError`.
  useEffect(() => {
    if (runId !== null && opened === null) void library.refresh()
  }, [runId, opened, library])
  if (info === null) return null
  const source = opened ?? (saved === undefined ? null : { name: saved.name, source: saved.id })
  return (
    <AgainMenu
      run={info}
      source={source ?? { name: info.title, source: '' }}
      blocked={source === null ? 'This run was not recorded.' : null}
    />
  )
}

/** After repeats: what they can be compared with. */
function CompareGroups() {
  const groups = useExperimentData((data) => data.groups)
  const { compareGroups } = useExperiments()
  const [one, other] = groups
  if (one === undefined || other === undefined) return null
  return (
    // What goes wrong is in the session's `lastError`.
    <Button look="ghost" title="The repeats before these are a" onClick={() => void compareGroups()}>
      Compare with the {formatPlural(one.length, 'repeat')} before
    </Button>
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
      {/* What is longer than two lines; of a run it is in the summary, too. */}
      <p className={styles['text']} onPointerEnter={({ currentTarget }) => (currentTarget.title = currentTarget.textContent)}>
        {children}
      </p>
      {action}
    </div>
  )
}
