import { Download, FolderOpen, Play, Redo2, Undo2, X } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { printStoryboard } from '../../workloads/analysis/storyboard/print.ts'
import type { Storyboard } from '../../workloads/contract/index.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { formatPlural } from '../ui/words.ts'
import { copyOf, NEW_DRAFT } from './draft.ts'
import { problemsOf, type DraftProblems } from './draft-problems.ts'
import { createDraftStore, type DraftStore } from './draft-store.ts'
import type { FormStart } from './form-start.ts'
import { KeptNotice } from './kept-notice.tsx'
import { pickStoryboard, readFile } from './pick-storyboard.ts'
import { saveDraft, saveText } from './save-draft.ts'
import { StepRail } from './step-rail.tsx'
import { StepPage } from './step-page.tsx'
import { openText, takeText } from './take-text.ts'
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

/** A text that is not, or not yet, a storyboard; `opened`: of a file, so that it has nothing to do with the draft. */
interface WrongText {
  readonly value: string
  readonly opened: boolean
}

/** A storyboard is made: as a form, or as text. What is made is kept, each as a draft of its own. */
export function StoryboardForm({ start, onPresent, onClose }: StoryboardFormProps) {
  const [drafts] = useState(() => draftsFor(start))
  const { draft, past, future } = useStore(drafts.store)
  const [view, setView] = useState<View>('steps')
  /** Null: the text is the draft's own. */
  const [text, setText] = useState<WrongText | null>(null)
  const [opened, setOpened] = useState(0)
  const problems = useMemo(() => problemsOf(draft), [draft])

  const open = (read: string): void => {
    const right = openText(read, drafts)
    setText(right ? null : { value: read, opened: true })
    setView(right ? 'steps' : 'text')
    setOpened((before) => before + 1)
  }
  const openFile = async (file: File): Promise<void> => open(await readFile(file))
  const openFirst = useEffectEvent(open)
  useEffect(() => {
    if (start.from === 'file') void readFile(start.file).then((read) => openFirst(read)) // never rejects
  }, [start])

  const type = (typed: string): void => {
    const opened = text?.opened ?? false
    setText(takeText(typed, drafts, opened) ? null : { value: typed, opened })
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase()
    if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return
    if (view === 'text') return // the text has an undo of its own
    event.preventDefault()
    if (key === 'y' || event.shiftKey) drafts.redo()
    else drafts.undo()
  }
  // Drafts are kept; what was typed and is none would be lost without a word.
  const close = (): void => (text === null || text.opened || view === 'steps' ? onClose() : setView('steps'))
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
        <Button onClick={() => (text === null ? saveDraft(draft) : saveText(text.value, draft))}>
          <Download size={14} aria-hidden="true" /> Save as YAML
        </Button>
        <Button look="primary" disabled={storyboard === null} onClick={() => storyboard !== null && onPresent(storyboard)}>
          <Play size={13} fill="currentColor" aria-hidden="true" /> Present
        </Button>
        <Button look="ghost" aria-label="Close the storyboard" onClick={close}>
          <X size={16} aria-hidden="true" />
        </Button>
        <KeptNotice drafts={drafts} />
      </header>
      {view === 'text' ? (
        <TextPage key={opened} text={text?.value ?? printStoryboard(draft)} onText={type} />
      ) : text !== null ? (
        <div className={styles['blocked']}>
          <p>The text has mistakes, so it cannot be kept as a demo. Mend them, save it as a file, or give it up for the last storyboard that was right.</p>
          <Button onClick={() => setView('text')}>To the text</Button>
          <Button onClick={() => saveText(text.value, draft)}>Save the text</Button>
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

/** The file of the user is still to be read. */
function draftsFor(start: FormStart): DraftStore {
  const storage = window.localStorage
  if (start.from === 'kept') return createDraftStore(start.kept.draft, storage, start.kept.id)
  return createDraftStore(start.from === 'copy' ? copyOf(start.storyboard) : NEW_DRAFT, storage)
}

function stateWords({ storyboard, at }: DraftProblems): string {
  return storyboard === null ? `${formatPlural(at.size, 'field')} to mend before it can be presented.` : 'Ready to be presented.'
}
