import { Download, X } from 'lucide-react'
import { useStore } from 'zustand'
import { Button } from '../ui/button.tsx'
import type { DraftStore } from './draft-store.ts'
import { draftTitle } from './draft-words.ts'
import { saveDraft } from './save-draft.ts'
import styles from './form.module.css'

/** What the user would lose otherwise: a draft for which there is no room, and those that made room. */
export function KeptNotice({ drafts }: { drafts: DraftStore }) {
  const isKept = useStore(drafts.store, (data) => data.isKept)
  const dropped = useStore(drafts.store, (data) => data.dropped)
  return (
    <div className={styles['notices']} role="status" aria-label="What is kept">
      {!isKept && <p>There is no room to keep this demo for the next time. Save it as YAML.</p>}
      {dropped.length > 0 && (
        <p>
          To make room for this demo, the oldest of yours went. It can still be saved:{' '}
          {dropped.map(({ id, draft }) => (
            <Button key={id} onClick={() => saveDraft(draft)}>
              <Download size={14} aria-hidden="true" /> {draftTitle(draft)}
            </Button>
          ))}
          <Button look="ghost" aria-label="Dismiss" onClick={() => drafts.dismiss()}>
            <X size={14} aria-hidden="true" />
          </Button>
        </p>
      )}
    </div>
  )
}
