import { ChartSpline, Command, History, PanelRight, Play, Presentation, Square } from 'lucide-react'
import type { ReactNode } from 'react'
import { selectedPreset, useActions, useSession, useSetSettings, useSettings, useSweepData } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Tip } from '../ui/tip.tsx'
import { GROUP_TITLES } from './gallery.tsx'
import { Logo, StatePill, ThemeButton, WorkersPill } from './header-parts.tsx'
import { useGate } from './run-gate.ts'
import styles from './header.module.css'

export interface HeaderProps {
  /** What stands there for someone who is new. */
  readonly invitation: ReactNode
  /** Buttons that record the screen. */
  readonly recorder: ReactNode
  readonly onPresent: () => void
  readonly onSweep: () => void
  readonly onRuns: () => void
  readonly onCommands: () => void
}

/** What is chosen, what goes on, and the one button that matters. */
export function Header({ invitation, recorder, onPresent, onSweep, onRuns, onCommands }: HeaderProps) {
  const sweep = useSweepData(({ isOpen }) => isOpen)
  const preset = useSession(selectedPreset)
  return (
    <header className={styles['header']}>
      <Logo />
      {preset !== null && (
        <p className={styles['crumb']}>
          <span>{GROUP_TITLES[preset.group]} / </span>
          <b>{preset.title}</b>
        </p>
      )}
      <StatePill />
      <WorkersPill />
      <div className={styles['gap']} />
      {invitation}
      {recorder}
      <div className={styles['tools']}>
        <Tip text="Commands (Ctrl+K)">
          <Button look="ghost" aria-label="Commands" aria-keyshortcuts="Control+K Meta+K" onClick={onCommands}>
            <Command size={16} aria-hidden="true" />
          </Button>
        </Tip>
        <Tip text="Present a demo (p)">
          <Button look="ghost" aria-label="Present" onClick={onPresent}>
            <Presentation size={16} aria-hidden="true" />
          </Button>
        </Tip>
        <Tip text="Sweep: find the number of workers (n)">
          <Button look="ghost" aria-label="Sweep" aria-pressed={sweep} onClick={onSweep}>
            <ChartSpline size={16} aria-hidden="true" />
          </Button>
        </Tip>
        <Tip text="Recorded runs (r)">
          <Button look="ghost" aria-label="Recorded runs" onClick={onRuns}>
            <History size={16} aria-hidden="true" />
          </Button>
        </Tip>
        <ThemeButton />
        <DetailsButton />
      </div>
      <RunButton />
    </header>
  )
}

function DetailsButton() {
  const shown = useSettings(({ details }) => details)
  const set = useSetSettings()
  return (
    <Tip text={shown ? 'Hide the details (b)' : 'Show the details (b)'}>
      <Button look="ghost" aria-label="Details" aria-pressed={shown} onClick={() => set({ details: !shown })}>
        <PanelRight size={16} aria-hidden="true" />
      </Button>
    </Tip>
  )
}

function RunButton() {
  const { live, blocked, busy } = useGate()
  const actions = useActions()
  const Icon = live ? Square : Play
  return (
    <Button
      look="primary"
      className={styles['run']}
      disabled={blocked !== null}
      title={blocked ?? undefined}
      aria-keyshortcuts="Space"
      // Both put what goes wrong into the session's `lastError`.
      onClick={() => void (busy ? undefined : live ? actions.stop() : actions.start())}
    >
      <Icon size={13} fill="currentColor" aria-hidden="true" />
      {live ? 'Stop' : 'Run'}
      <span aria-hidden="true">
        <Kbd>Space</Kbd>
      </span>
    </Button>
  )
}
