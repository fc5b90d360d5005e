import { FilePlus2, FolderOpen, Monitor, PencilLine, Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import { aboutMs } from '../../workloads/analysis/index.ts'
import type { PresetInfo, Storyboard } from '../../workloads/contract/index.ts'
import { isLiveState, shownRunState, useHostStores, useSession, useSetSettings, useSettings } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatPlural } from '../ui/words.ts'
import type { FormStart } from './form-start.ts'
import { lengthWords } from './length-words.ts'
import { pickStoryboard } from './pick-storyboard.ts'
import { Yours } from './yours.tsx'
import styles from './demos.module.css'

export interface DemosDialogProps {
  readonly onClose: () => void
  /** Null: the run of the window. */
  readonly onPresent: (storyboard: Storyboard | null) => void
  readonly onForm: (start: FormStart) => void
}

/** All that can be put on a stage: the demos that come with the app, the user's own, and the run of the window. */
export function DemosDialog({ onClose, onPresent, onForm }: DemosDialogProps) {
  const { storyboards, problem } = useStoryboards()
  const live = useSession(({ runState, connection }) => connection === 'open' && isLiveState(runState))
  const open = (): void => pickStoryboard((file) => onForm({ from: 'file', file }))
  return (
    <Dialog wide title="Present" onClose={onClose}>
      <div className={styles['top']}>
        <Button onClick={() => onPresent(null)}>
          <Monitor size={14} aria-hidden="true" /> <RunWords />
        </Button>
        <Button onClick={() => onForm({ from: 'new' })}>
          <FilePlus2 size={14} aria-hidden="true" /> New demo
        </Button>
        <Button onClick={open}>
          <FolderOpen size={14} aria-hidden="true" /> Open a file…
        </Button>
      </div>
      <Options />
      {live && <p className={styles['note']}>A run goes on. Stop it before a demo begins: each starts runs of its own.</p>}
      <Yours storage={window.localStorage} onGoOn={(kept) => onForm({ from: 'kept', kept })} />
      {problem !== null && <p className={styles['problem']}>The demos could not be listed: {problem}</p>}
      {storyboards === null && problem === null && <p className={styles['note']}>Asking the host for its demos.</p>}
      {storyboards !== null && (
        <ul className={styles['list']} aria-label="Demos">
          {storyboards.map((storyboard) => (
            <li key={storyboard.id}>
              <div>
                <b>{storyboard.title}</b>
                <span>{storyboard.summary}</span>
              </div>
              <small>
                {lengthWords(aboutMs(storyboard))}, {formatPlural(storyboard.steps.length, 'step')}
              </small>
              <Button look="ghost" aria-label={`Copy and change: ${storyboard.title}`} title="Copy and change" onClick={() => onForm({ from: 'copy', storyboard })}>
                <PencilLine size={15} aria-hidden="true" />
              </Button>
              <Button disabled={live} aria-label={`Present: ${storyboard.title}`} onClick={() => onPresent(storyboard)}>
                <Play size={12} fill="currentColor" aria-hidden="true" /> Present
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function RunWords() {
  const idle = useSession((data) => shownRunState(data) === 'idle')
  return idle ? 'A run of this preset' : 'The run of this window'
}

function Options() {
  const countdown = useSettings(({ stageCountdown }) => stageCountdown)
  const asks = useSettings(({ stageAsks }) => stageAsks)
  const full = useSettings(({ stageFull }) => stageFull)
  const set = useSetSettings()
  return (
    <fieldset className={styles['options']}>
      <legend className="visually-hidden">How it is presented</legend>
      <label>
        <input type="checkbox" checked={full} onChange={() => set({ stageFull: !full })} /> Full screen
      </label>
      <label>
        <input type="checkbox" checked={countdown} onChange={() => set({ stageCountdown: !countdown })} /> Count down before it begins
      </label>
      <label>
        <input type="checkbox" checked={asks} onChange={() => set({ stageAsks: !asks })} /> Questions wait until you show the answer
      </label>
    </fieldset>
  )
}

/** The demos of the host: null while they are on their way. */
function useStoryboards(): { storyboards: readonly Storyboard[] | null; problem: string | null } {
  const { session } = useHostStores()
  const presets = useSession((data) => data.presets)
  const [storyboards, setStoryboards] = useState<readonly Storyboard[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    session.host.request('listStoryboards', {}).then(
      (answer) => {
        if (!gone) setStoryboards(answer.storyboards)
      },
      (error: unknown) => {
        if (!gone) setProblem(error instanceof Error ? error.message : String(error))
      },
    )
    return () => {
      gone = true
    }
  }, [session])
  return { storyboards: storyboards === null ? null : inOrderOf(presets, storyboards), problem }
}

/** As the gallery has what they are about; the others after them. */
function inOrderOf(presets: readonly PresetInfo[], storyboards: readonly Storyboard[]): Storyboard[] {
  const places = new Map(presets.map(({ id }, place) => [id, place]))
  const placeOf = ({ id }: Storyboard): number => places.get(id) ?? presets.length
  return [...storyboards].sort((a, b) => placeOf(a) - placeOf(b))
}
