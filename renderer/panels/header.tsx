import { History, Play, Square } from 'lucide-react'
import { selectedPreset, useActions, useSession } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Tip } from '../ui/tip.tsx'
import { GROUP_TITLES } from './gallery.tsx'
import { Logo, StatePill, ThemeButton, WorkersPill } from './header-parts.tsx'
import { useGate } from './run-gate.ts'
import styles from './header.module.css'

/** What is chosen, what goes on, and the one button that matters. */
export function Header({ onRuns }: { onRuns: () => void }) {
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
      <Tip text="Recorded runs (r)">
        <Button look="ghost" aria-label="Recorded runs" onClick={onRuns}>
          <History size={16} aria-hidden="true" />
        </Button>
      </Tip>
      <ThemeButton />
      <RunButton />
    </header>
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
