import { Monitor, Moon, Sun } from 'lucide-react'
import { shownRunState, THEMES, useRunValue, useSession, useSetSettings, useSettings, useSweepData } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Tip } from '../ui/tip.tsx'
import { formatClock } from '../ui/words.ts'
import styles from './header.module.css'
import { PANEL_HZ } from './rates.ts'
import { shownState, STATE_WORDS, workersWords, type ShownState } from './run-words.ts'

/** The name of the app. */
export function Logo() {
  return (
    <h1 className={styles['logo']}>
      <svg width="1.375rem" height="1.375rem" viewBox="0 0 22 22" aria-hidden="true">
        <rect x="1" y="3" width="13" height="4" rx="2" fill="var(--w0)" />
        <rect x="6" y="9" width="15" height="4" rx="2" fill="var(--w1)" />
        <rect x="3" y="15" width="9" height="4" rx="2" fill="var(--w2)" />
      </svg>
      Poolscope
    </h1>
  )
}

const DOTS: Readonly<Record<ShownState, string>> = {
  idle: 'quiet',
  connecting: 'quiet',
  starting: 'live',
  sweeping: 'live',
  running: 'live',
  stopping: 'warn',
  finished: 'done',
  stopped: 'done',
  'cut off': 'warn',
  failed: 'bad',
  disconnected: 'warn',
}

/** In which state the run is, or that a sweep goes on, and how far. */
export function StatePill() {
  const connection = useSession((data) => data.connection)
  const runState = useSession(shownRunState)
  const summary = useRunValue((run) => run.endSummary, PANEL_HZ)
  const nowMs = useRunValue((run) => Math.round((run.summary?.makespanMs ?? run.nowMs) / 100) * 100, PANEL_HZ)
  const cutOff = useSession(({ opened }) => opened !== null && opened.end.how !== 'whole')
  const sweeping = useSession((data) => data.sweeping && data.opened === null)
  const state = cutOff ? 'cut off' : shownState({ connection, runState, sweeping }, summary)
  return (
    <span className={styles['pill']} data-testid="run-state" data-state={state === 'stopped' ? 'finished' : state}>
      <i className={styles['dot']} data-look={DOTS[state]} aria-hidden="true" />
      <span>{STATE_WORDS[state]}</span>
      {state === 'sweeping' ? (
        <SweepCount />
      ) : (
        runState !== 'idle' && <span className={`num ${styles['clock']}`}>{formatClock(nowMs)}</span>
      )}
    </span>
  )
}

/** Runs of the sweep that have ended, of all. */
function SweepCount() {
  const progress = useSweepData(({ live }) => live?.progress ?? null)
  return progress === null ? null : <span className="num">{`${progress.done} / ${progress.total}`}</span>
}

/** How many workers of which kind. */
export function WorkersPill() {
  const words = useRunValue((run) => workersWords(run.workers, run.state === 'running'), PANEL_HZ)
  const none = useSession((data) => shownRunState(data) === 'idle' || (data.sweeping && data.opened === null))
  return none ? null : <span className={styles['pill']}>{words}</span>
}

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon }

/** From one theme to the next. */
export function ThemeButton() {
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
