import { lazy, Suspense, useState } from 'react'
import type { Storyboard } from '../../workloads/contract/index.ts'
import type { FormStart } from '../demos/form-start.ts'
import { Footer } from '../panels/footer.tsx'
import { Gallery } from '../panels/gallery.tsx'
import { Header } from '../panels/header.tsx'
import { Centre } from '../panels/run/centre.tsx'
import { Side, sideTabOf } from '../panels/side.tsx'
import { isLiveState, selectedPreset, useActions, useComparisonData, useSession, useSetSettings, useSettings, useHostStores, useSweepData } from '../stores/index.ts'
import { TipProvider } from '../ui/tip.tsx'
import { useRecorder } from '../recorder/context.tsx'
import { Announcer } from './announcer.tsx'
import styles from './app.module.css'
import { listCommands, type Command, type Overlay } from './commands/index.ts'
import { useCommandKeys } from './commands/keys.ts'
import { DropZone } from './drop-zone.tsx'
import { Overlays } from './overlays.tsx'
import { TourInvitation } from './tour/invitation.tsx'
import { useTour } from './tour/index.tsx'
import { useMedia } from './use-media.ts'
import { Waiting } from './waiting.tsx'

const NARROW = '(max-width: 1180px)'
const TIP_DELAY_MS = 350
const Presenting = lazy(async () => ({ default: (await import('./presenting.tsx')).Presenting }))
const StoryboardForm = lazy(async () => ({ default: (await import('../demos/storyboard-form.tsx')).StoryboardForm }))
const SweepView = lazy(() => import('../panels/sweep/sweep-view.tsx'))
const CompareView = lazy(async () => ({ default: (await import('../panels/compare/compare-view.tsx')).CompareView }))

const RecorderControls = lazy(async () => ({ default: (await import('../recorder/recorder-controls.tsx')).RecorderControls }))

/** What is on a stage; null: the run of the window. */
interface Staged {
  readonly storyboard: Storyboard | null
}

/** The window. */
export function App() {
  const presets = useSession((data) => data.presets)
  const preset = useSession(selectedPreset)
  const running = useSession((data) => (data.connection === 'open' && isLiveState(data.runState) ? data.runPresetId : null))
  const tab = useSettings((settings) => sideTabOf(settings.tab))
  const details = useSettings((settings) => settings.details)
  const setSettings = useSetSettings()
  const narrow = useMedia(NARROW)
  const actions = useActions()
  const comparison = useComparisonData((data) => data.comparison)
  const sweepOpen = useSweepData(({ isOpen }) => isOpen)
  const stores = useHostStores()
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const [stage, setStage] = useState<Staged | null>(null)
  const [form, setForm] = useState<FormStart | null>(null)
  const { tour, start: startTour } = useTour()

  const show = (next: Overlay): void => {
    setOverlay(next)
    if (next === 'runs') void stores.library.refresh() // never rejects: failures are in the session's `lastError`
  }
  const recording = useRecorder()
  const present = (storyboard: Storyboard | null): void => setStage({ storyboard })
  const list = (): Command[] => listCommands({ stores, show, startTour, presentRun: () => present(null), recording })
  // What is open may still be on its way: keys are meant for it.
  useCommandKeys(() => (overlay === null && stage === null && form === null ? list() : []))

  const dropZone = <DropZone onStoryboard={(file) => stage === null && setForm({ from: 'file', file })} />
  if (stage !== null || form !== null) {
    return (
      <TipProvider delayDuration={TIP_DELAY_MS}>
        <Suspense fallback={<main aria-busy="true" aria-label="Poolscope" />}>
          {/* Stays as it is while what it makes is performed. */}
          {form !== null && (
            <div hidden={stage !== null} className={styles['form']}>
              <StoryboardForm start={form} onPresent={present} onClose={() => setForm(null)} />
            </div>
          )}
          {stage !== null && <Presenting storyboard={stage.storyboard} onLeave={() => setStage(null)} />}
        </Suspense>
        {dropZone}
      </TipProvider>
    )
  }
  return (
    <TipProvider delayDuration={TIP_DELAY_MS}>
      <div className={styles['window']} data-details={details} data-wide-side={tab === 'Code' || tab === 'Tasks'}>
        <Header
          invitation={<TourInvitation onStart={startTour} />}
          recorder={<Suspense>{recording !== null && <RecorderControls {...recording} />}</Suspense>}
          onPresent={() => show('demos')}
          onSweep={() => (stores.sweeps.store.getState().isOpen ? stores.sweeps.close() : stores.sweeps.open())}
          onRuns={() => show('runs')}
          onCommands={() => show('palette')}
        />
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
            {sweepOpen ? (
              <Suspense fallback={<main aria-label="Sweep" />}>
                <SweepView preset={preset} />
              </Suspense>
            ) : (
              <Centre preset={preset} onDetails={() => setSettings({ tab: 'Summary', details: true })} />
            )}
            {details && <Side preset={preset} tab={tab} onTab={(next) => setSettings({ tab: next })} onProgram={() => show('code')} />}
          </>
        )}
        <Footer />
      </div>
      <Announcer />
      {dropZone}
      <Overlays
        open={overlay}
        onClose={() => setOverlay(null)}
        listCommands={list}
        onPresent={present}
        onForm={setForm}
      />
      {tour}
    </TipProvider>
  )
}
