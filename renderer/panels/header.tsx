import { Command, History, Monitor, Moon, PanelRight, Play, Square, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  selectedPreset,
  shownRunState,
  THEMES,
  useActions,
  useRunValue,
  useSession,
  useSetSettings,
  useSettings,
} from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Tip } from '../ui/tip.tsx'
import { formatClock } from '../ui/words.ts'
import { GROUP_TITLES } from './gallery.tsx'
import { PANEL_HZ } from './rates.ts'
import { useGate } from './run-gate.ts'
import { shownState, STATE_WORDS, workersWords, type ShownState } from './run-words.ts'
import styles from './header.module.css'

export interface HeaderProps {
  /** What stands there for someone who is new. */
  readonly invitation: ReactNode
  readonly onRuns: () => void
  readonly onCommands: () => void
}

/** What is chosen, what goes on, and the one button that matters. */
export function Header({ invitation, onRuns, onCommands }: HeaderProps) {
  const preset = useSession(selectedPreset)
  return (
    <header className={styles['header']}>
      <h1 className={styles['logo']}>
        <svg width="1.375rem" height="1.375rem" viewBox="0 0 22 22" aria-hidden="true">
          <rect x="1" y="3" width="13" height="4" rx="2" fill="var(--w0)" />
          <rect x="6" y="9" width="15" height="4" rx="2" fill="var(--w1)" />
          <rect x="3" y="15" width="9" height="4" rx="2" fill="var(--w2)" />
        </svg>
        Poolscope
      </h1>
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
      <div className={styles['tools']}>
        <Tip text="Commands (Ctrl+K)">
          <Button look="ghost" aria-label="Commands" aria-keyshortcuts="Control+K Meta+K" onClick={onCommands}>
            <Command size={16} aria-hidden="true" />
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

const DOTS: Readonly<Record<ShownState, string>> = {
  idle: 'quiet',
  connecting: 'quiet',
  starting: 'live',
  running: 'live',
  stopping: 'warn',
  finished: 'done',
  stopped: 'done',
  'cut off': 'warn',
  failed: 'bad',
  disconnected: 'warn',
}

function StatePill() {
  const connection = useSession((data) => data.connection)
  const runState = useSession(shownRunState)
  const summary = useRunValue((run) => run.endSummary, PANEL_HZ)
  const nowMs = useRunValue((run) => Math.round((run.summary?.makespanMs ?? run.nowMs) / 100) * 100, PANEL_HZ)
  const cutOff = useSession(({ opened }) => opened !== null && opened.end.how !== 'whole')
  const state = cutOff ? 'cut off' : shownState({ connection, runState }, summary)
  return (
    <span className={styles['pill']} data-testid="run-state" data-state={state === 'stopped' ? 'finished' : state}>
      <i className={styles['dot']} data-look={DOTS[state]} aria-hidden="true" />
      <span>{STATE_WORDS[state]}</span>
      {runState !== 'idle' && <span className={`num ${styles['clock']}`}>{formatClock(nowMs)}</span>}
    </span>
  )
}

function WorkersPill() {
  const words = useRunValue((run) => workersWords(run.workers, run.state === 'running'), PANEL_HZ)
  const state = useSession(shownRunState)
  return state === 'idle' ? null : <span className={[styles['pill'], styles['workers']].join(' ')}>{words}</span>
}

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon }

function ThemeButton() {
  const theme = useSettings((settings) => settings.theme)
  const set = useSetSettings()
  const Icon = THEME_ICONS[theme]
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
  return (
    <Tip text={`Theme: ${theme}. Switch to ${next}.`}>
      <Button look="ghost" aria-label={`Theme: ${theme}`} onClick={() => set({ theme: next })}>
        <Icon size={16} aria-hidden="true" />
      </Button>
    </Tip>
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
