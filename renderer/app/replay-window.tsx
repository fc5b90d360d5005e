import { useState } from 'react'
import { Footer } from '../panels/footer.tsx'
import { ReplayHeader } from '../panels/replay/replay-header.tsx'
import { ReplaySide, REPLAY_TABS, type ReplayTab } from '../panels/replay/replay-side.tsx'
import { ReplayCentre } from '../panels/replay/replay-centre.tsx'
import { THEMES, usePlayer, useSetSettings, useSettings, type OpenedRun } from '../stores/index.ts'
import { TipProvider } from '../ui/tip.tsx'
import { Announcer } from './announcer.tsx'
import { CHART_KEYS, ShortcutsDialog } from './dialogs.tsx'
import { replayShortcuts } from './replay-shortcuts.ts'
import styles from './replay-window.module.css'
import { useShortcuts, type Shortcut } from './shortcuts.ts'

const TIP_DELAY_MS = 350

/** The window of a page that carries one run and needs no host: what starts runs, or keeps them, is not there. */
export function ReplayWindow({ opened }: { opened: OpenedRun }) {
  const [tab, setTab] = useState<ReplayTab>('Summary')
  const [showKeys, setShowKeys] = useState(false)
  const shortcuts = useReplayWindowShortcuts(setTab, setShowKeys)
  useShortcuts(shortcuts)
  return (
    <TipProvider delayDuration={TIP_DELAY_MS}>
      <div className={styles['window']} data-wide-side={tab === 'Tasks'}>
        <ReplayHeader opened={opened} />
        <ReplayCentre opened={opened} />
        <ReplaySide tab={tab} onTab={setTab} />
        <Footer />
      </div>
      <Announcer />
      {showKeys && <ShortcutsDialog shortcuts={shortcuts} controls={CHART_KEYS} onClose={() => setShowKeys(false)} />}
    </TipProvider>
  )
}

function useReplayWindowShortcuts(setTab: (tab: ReplayTab) => void, setShowKeys: (shown: boolean) => void): Shortcut[] {
  const theme = useSettings((settings) => settings.theme)
  const setSettings = useSetSettings()
  const player = usePlayer()
  return [
    { keys: [' '], shown: 'Space', what: 'Play, or pause', run: () => player.toggle() },
    {
      keys: REPLAY_TABS.map((_, at) => String(at + 1)),
      shown: REPLAY_TABS.map((_, at) => at + 1).join(' '),
      what: REPLAY_TABS.join(', '),
      run: (key) => setTab(REPLAY_TABS[Number(key) - 1] ?? 'Summary'),
    },
    {
      keys: ['t'],
      shown: 't',
      what: 'Theme: system, light, dark',
      run: () => setSettings({ theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system' }),
    },
    ...replayShortcuts(player),
    { keys: ['?'], shown: '?', what: 'This list', run: () => setShowKeys(true) },
  ]
}

/** Stands where the window would, when there is nothing to show. */
export function ReplayProblem({ text }: { text: string }) {
  return (
    <main className={styles['problem']} role="alert">
      <h1>This run cannot be shown</h1>
      <p>{text}</p>
    </main>
  )
}
