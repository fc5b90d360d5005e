import { lazy, Suspense, useState } from 'react'
import { Footer } from '../panels/footer.tsx'
import { Gallery } from '../panels/gallery.tsx'
import { Header } from '../panels/header.tsx'
import { useGate } from '../panels/run-gate.ts'
import { Centre } from '../panels/run/centre.tsx'
import { Side, SIDE_TABS, type SideTab } from '../panels/side.tsx'
import {
  isLiveState,
  selectedPreset,
  THEMES,
  useActions,
  useComparisonData,
  useComparisons,
  useLibrary,
  usePlayer,
  useSession,
  useSetSettings,
  useSettings,
} from '../stores/index.ts'
import { TipProvider } from '../ui/tip.tsx'
import { Announcer } from './announcer.tsx'
import styles from './app.module.css'
import { ConfirmDialog, ErrorDialog, ShortcutsDialog } from './dialogs.tsx'
import { DropZone } from './drop-zone.tsx'
import { replayShortcuts } from './replay-shortcuts.ts'
import { useShortcuts, type Shortcut } from './shortcuts.ts'
import { useMedia } from './use-media.ts'
import { Waiting } from './waiting.tsx'

const NARROW = '(max-width: 1180px)'
const TIP_DELAY_MS = 350
const CompareView = lazy(async () => ({ default: (await import('../panels/compare/compare-view.tsx')).CompareView }))
const LibraryDialog = lazy(async () => ({ default: (await import('../panels/library/library.tsx')).LibraryDialog }))

/** The window. */
export function App() {
  const presets = useSession((data) => data.presets)
  const preset = useSession(selectedPreset)
  const running = useSession((data) => (isLiveState(data.runState) ? data.runPresetId : null))
  const narrow = useMedia(NARROW)
  const actions = useActions()
  const [tab, setTab] = useState<SideTab>('Parameters')
  const [showKeys, setShowKeys] = useState(false)
  const [showRuns, setShowRuns] = useState(false)
  const comparison = useComparisonData((data) => data.comparison)
  const library = useLibrary()
  const openLibrary = (): void => {
    setShowRuns(true)
    void library.refresh() // never rejects: failures are in the session's `lastError`
  }
  const shortcuts = useWindowShortcuts(setTab, setShowKeys, openLibrary)
  useShortcuts(shortcuts)

  return (
    <TipProvider delayDuration={TIP_DELAY_MS}>
      <div className={styles['window']} data-wide-side={tab === 'Code' || tab === 'Tasks'}>
        <Header onRuns={openLibrary} />
        <Gallery
          presets={presets}
          selected={preset?.id ?? null}
          running={running}
          narrow={narrow}
          onSelect={(id) => actions.selectPreset(id)}
        />
        {preset === null ? (
          <Waiting />
        ) : comparison !== null ? (
          <Suspense fallback={<main aria-label="Comparison" />}>
            <CompareView comparison={comparison} />
          </Suspense>
        ) : (
          <>
            <Centre preset={preset} onDetails={() => setTab('Summary')} />
            <Side preset={preset} tab={tab} onTab={setTab} />
          </>
        )}
        <Footer />
      </div>
      <Announcer />
      <DropZone />
      {showRuns && (
        <Suspense>
          <LibraryDialog onClose={() => setShowRuns(false)} />
        </Suspense>
      )}
      <ConfirmDialog />
      <ErrorDialog />
      {showKeys && <ShortcutsDialog shortcuts={shortcuts} onClose={() => setShowKeys(false)} />}
    </TipProvider>
  )
}

function useWindowShortcuts(
  setTab: (tab: SideTab) => void,
  setShowKeys: (shown: boolean) => void,
  openLibrary: () => void,
): Shortcut[] {
  const { live, blocked, busy } = useGate()
  const actions = useActions()
  const theme = useSettings((settings) => settings.theme)
  const setSettings = useSetSettings()
  const player = usePlayer()
  const comparisons = useComparisons()
  return [
    {
      keys: [' '],
      shown: 'Space',
      what: 'Run the selected preset, or stop the run',
      // Both put what goes wrong into the session's `lastError`.
      run: () => void (blocked !== null || busy ? undefined : live ? actions.stop() : actions.start()),
    },
    {
      keys: SIDE_TABS.map((_, at) => String(at + 1)),
      shown: SIDE_TABS.map((_, at) => at + 1).join(' '),
      what: SIDE_TABS.join(', '),
      run: (key) => setTab(SIDE_TABS[Number(key) - 1] ?? 'Parameters'),
    },
    {
      keys: ['g'],
      shown: 'g',
      what: 'To the gallery',
      run: () => document.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus(),
    },
    {
      keys: ['t'],
      shown: 't',
      what: 'Theme: system, light, dark',
      run: () => setSettings({ theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system' }),
    },
    { keys: ['r'], shown: 'r', what: 'Recorded runs', run: openLibrary },
    {
      keys: ['c'],
      shown: 'c',
      what: 'Compare recorded runs, or close the comparison',
      run: () => {
        const { comparison, last } = comparisons.store.getState()
        if (comparison !== null) comparisons.close()
        else if (last !== null) void comparisons.open(last) // what goes wrong is in the session's `lastError`
        else openLibrary()
      },
    },
    ...replayShortcuts(player),
    { keys: ['?'], shown: '?', what: 'This list', run: () => setShowKeys(true) },
  ]
}
