import { useState } from 'react'
import { Footer } from '../panels/footer.tsx'
import { ReplayHeader } from '../panels/replay/replay-header.tsx'
import { ReplaySide, REPLAY_TABS, type ReplayTab } from '../panels/replay/replay-side.tsx'
import { ReplayCentre } from '../panels/replay/replay-centre.tsx'
import { THEMES, useStores, type OpenedRun } from '../stores/index.ts'
import { TipProvider } from '../ui/tip.tsx'
import { Announcer } from './announcer.tsx'
import { chartCommands } from './commands/chart-commands.ts'
import type { Command } from './commands/command.ts'
import { KeysDialog } from './commands/keys-dialog.tsx'
import { useCommandKeys } from './commands/keys.ts'
import { replayCommands } from './commands/replay-commands.ts'
import styles from './replay-window.module.css'

const TIP_DELAY_MS = 350

/** The window of a page that carries one run and needs no host: what starts runs, or keeps them, is not there. */
export function ReplayWindow({ opened }: { opened: OpenedRun }) {
  const [tab, setTab] = useState<ReplayTab>('Summary')
  const [showKeys, setShowKeys] = useState(false)
  const list = useReplayWindowCommands(setTab, setShowKeys)
  useCommandKeys(list)
  return (
    <TipProvider delayDuration={TIP_DELAY_MS}>
      <div className={styles['window']} data-wide-side={tab === 'Tasks'}>
        <ReplayHeader opened={opened} />
        <ReplayCentre opened={opened} />
        <ReplaySide tab={tab} onTab={setTab} />
        <Footer />
      </div>
      <Announcer />
      {showKeys && <KeysDialog commands={list()} onClose={() => setShowKeys(false)} />}
    </TipProvider>
  )
}

function useReplayWindowCommands(setTab: (tab: ReplayTab) => void, setShowKeys: (shown: boolean) => void): () => Command[] {
  const stores = useStores()
  const { settings, player } = stores
  const nextTheme = (): void => {
    const { theme } = settings.getState()
    settings.setState({ theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system' })
  }
  return () => [
    { id: 'toggle', group: 'Replay', title: 'Play, or pause', key: ' ', run: () => player.toggle() },
    ...REPLAY_TABS.map(
      (tab, at): Command => ({ id: `tab-${tab}`, group: 'Details', title: tab, key: String(at + 1), run: () => setTab(tab) }),
    ),
    { id: 'theme', group: 'Window', title: 'Next theme: system, light, dark', key: 't', run: nextTheme },
    { id: 'keys', group: 'Help', title: 'Keyboard', key: '?', run: () => setShowKeys(true) },
    ...replayCommands({ stores }),
    ...chartCommands({ stores }),
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
