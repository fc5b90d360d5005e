import { PencilLine, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { formatAge, formatPlural } from '../ui/words.ts'
import { draftTitle } from './draft-words.ts'
import { forgetDraft, keepDraft, listDrafts, type DraftStorage, type KeptDraft } from './kept-drafts.ts'
import styles from './demos.module.css'

/** The demos of the app are not to be looked for below them. */
const SHOWN_FIRST = 3

export interface YoursProps {
  readonly storage: DraftStorage
  readonly onGoOn: (kept: KeptDraft) => void
}

/** What the user made: to go on with, and to delete, with undo. Nothing while there is none. */
export function Yours({ storage, onGoOn }: YoursProps) {
  const [seen, setSeen] = useState(() => look(storage))
  const [deleted, setDeleted] = useState<KeptDraft | null>(null)
  const [all, setAll] = useState(false)
  const remove = (kept: KeptDraft): void => {
    forgetDraft(kept.id, storage)
    setDeleted(kept)
    setSeen(look(storage))
  }
  const undo = (kept: KeptDraft): void => {
    const { isKept, dropped } = keepDraft(kept, storage)
    if (!isKept) return
    setDeleted(dropped[0] ?? null) // another window may have used the room
    setSeen(look(storage))
  }
  const { drafts, atMs } = seen
  const shown = all ? drafts : drafts.slice(0, SHOWN_FIRST)
  if (drafts.length === 0 && deleted === null) return null
  return (
    <>
      <h3 id="your-demos" className={styles['heading']}>
        Yours
      </h3>
      {shown.length > 0 && (
        <ul className={styles['list']} aria-labelledby="your-demos">
          {shown.map((kept) => (
            <Draft key={kept.id} kept={kept} atMs={atMs} onGoOn={onGoOn} onDelete={remove} />
          ))}
        </ul>
      )}
      {shown.length < drafts.length && (
        <Button look="ghost" onClick={() => setAll(true)}>
          Show all {drafts.length}
        </Button>
      )}
      <p className={styles['deleted']} role="status">
        {deleted !== null && (
          <>
            “{draftTitle(deleted.draft)}” was deleted. {/* Whoever deleted by the keyboard is here now. */}
            <Button look="ghost" autoFocus onClick={() => undo(deleted)}>
              Undo
            </Button>
          </>
        )}
      </p>
      <h3 className={styles['heading']}>Come with the app</h3>
    </>
  )
}

interface DraftProps {
  readonly kept: KeptDraft
  readonly atMs: number
  readonly onGoOn: (kept: KeptDraft) => void
  readonly onDelete: (kept: KeptDraft) => void
}

function Draft({ kept, atMs, onGoOn, onDelete }: DraftProps) {
  const title = draftTitle(kept.draft)
  return (
    <li>
      <b>{title}</b>
      <small>
        {formatPlural(kept.draft.steps.length, 'step')}, changed {formatAge(atMs - kept.changedAtMs)}
      </small>
      <Button look="ghost" aria-label={`Delete: ${title}`} title="Delete" onClick={() => onDelete(kept)}>
        <Trash2 size={15} aria-hidden="true" />
      </Button>
      <Button aria-label={`Go on: ${title}`} onClick={() => onGoOn(kept)}>
        <PencilLine size={13} aria-hidden="true" /> Go on
      </Button>
    </li>
  )
}

/** What is kept now. */
const look = (storage: DraftStorage): { drafts: readonly KeptDraft[]; atMs: number } => ({ drafts: listDrafts(storage), atMs: Date.now() })
