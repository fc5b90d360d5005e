import { Download, FolderOpen, Play, Redo2, Undo2, X } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { printStoryboard } from '../../workloads/analysis/storyboard/print.ts'
import type { Storyboard } from '../../workloads/contract/index.ts'
import { saveBlob } from '../stores/save-blob.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { formatPlural } from '../ui/words.ts'
import { copyOf, NEW_DRAFT } from './draft.ts'
import { problemsOf, type DraftProblems } from './draft-problems.ts'
import { createDraftStore, keptDraft, type DraftStore } from './draft-store.ts'
import type { FormStart } from './form-start.ts'
import { pickStoryboard, readFile } from './pick-storyboard.ts'
import { StepRail } from './step-rail.tsx'
import { StepPage } from './step-page.tsx'
import { takeText } from './take-text.ts'
import { TextPage } from './text-page.tsx'
import styles from './form.module.css'

export interface StoryboardFormProps {
  readonly start: FormStart
  readonly onPresent: (storyboard: Storyboard) => void
  readonly onClose: () => void
}

type View = 'steps' | 'text'

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'steps', label: 'Steps' },
  { value: 'text', label: 'Text' },
]

/** A storyboard is made: as a form, or as text. What is typed stays until it is replaced. */
export function StoryboardForm({ start, onPresent, onClose }: StoryboardFormProps) {
  const [drafts] = useState(() => draftsFor(start))
  const { draft, past, future } = useStore(drafts.store)
  const [view, setView] = useState<View>('steps')
  /** A text that is not, or not yet, a storyboard; null: the draft's own. */
  const [text, setText] = useState<string | null>(null)
  const [opened, setOpened] = useState(0)
  const problems = useMemo(() => problemsOf(draft), [draft])

  const openText = (read: string): void => {
    const right = takeText(read, drafts)
    setText(right ? null : read)
    setView(right ? 'steps' : 'text')
    setOpened((before) => before + 1)
  }
  const openFile = async (file: File): Promise<void> => openText(await readFile(file))
  const openFirst = useEffectEvent(openText)
  useEffect(() => {
    if (start.from === 'file') void readFile(start.file).then((read) => openFirst(read)) // never rejects
  }, [start])

  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase()
    if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return
    if (view === 'text') return // the text has an undo of its own
    event.preventDefault()
    if (key === 'y' || event.shiftKey) drafts.redo()
    else drafts.undo()
  }
  const storyboard = text === null ? problems.storyboard : null
  return (
    <main className={styles['form']} aria-label="Storyboard" onKeyDown={onKeyDown}>
      <header className={styles['head']}>
        <h1>Storyboard</h1>
        <Segmented label="View" value={view} options={VIEWS} onChange={setView} />
        <Button look="ghost" aria-label="Undo" disabled={past.length === 0 || view === 'text'} onClick={() => drafts.undo()}>
          <Undo2 size={16} aria-hidden="true" />
        </Button>
        <Button look="ghost" aria-label="Redo" disabled={future.length === 0 || view === 'text'} onClick={() => drafts.redo()}>
          <Redo2 size={16} aria-hidden="true" />
        </Button>
        <p className={styles['state']} role="status">
          {text === null ? stateWords(problems) : 'The text is not a storyboard yet.'}
        </p>
        <Button onClick={() => pickStoryboard((file) => void openFile(file))}>
          <FolderOpen size={14} aria-hidden="true" /> Open…
        </Button>
        <Button disabled={text !== null} onClick={() => saveBlob(new Blob([printStoryboard(draft)], { type: 'text/yaml' }), `${nameOf(draft.id)}.yaml`)}>
          <Download size={14} aria-hidden="true" /> Save as YAML
        </Button>
        <Button look="primary" disabled={storyboard === null} onClick={() => storyboard !== null && onPresent(storyboard)}>
          <Play size={13} fill="currentColor" aria-hidden="true" /> Present
        </Button>
        <Button look="ghost" aria-label="Close the storyboard" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </Button>
      </header>
      {view === 'text' ? (
        <TextPage key={opened} text={text ?? printStoryboard(draft)} onText={(typed) => setText(takeText(typed, drafts) ? null : typed)} />
      ) : text !== null ? (
        <div className={styles['blocked']}>
          <p>The text has mistakes. Mend them there, or go back to the last storyboard that was right.</p>
          <Button onClick={() => setView('text')}>To the text</Button>
          <Button onClick={() => setText(null)}>Give up the text</Button>
        </div>
      ) : (
        <div className={styles['columns']}>
          <StepRail drafts={drafts} problems={problems} />
          <StepPage drafts={drafts} problems={problems} />
        </div>
      )}
    </main>
  )
}

/** What was typed last is kept: who begins anew can undo that. */
function draftsFor(start: FormStart): DraftStore {
  const drafts = createDraftStore(keptDraft(window.localStorage) ?? NEW_DRAFT, window.localStorage)
  if (start.from === 'new') drafts.change(NEW_DRAFT, { selected: 0 })
  if (start.from === 'copy') drafts.change(copyOf(start.storyboard), { selected: 0 })
  return drafts
}

function stateWords({ storyboard, at }: DraftProblems): string {
  return storyboard === null ? `${formatPlural(at.size, 'field')} to mend before it can be presented.` : 'Ready to be presented.'
}

const nameOf = (id: unknown): string => (typeof id === 'string' && id.trim() !== '' ? id.trim() : 'storyboard')
