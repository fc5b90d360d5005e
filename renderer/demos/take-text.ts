import { readStoryboard } from '../../workloads/analysis/storyboard/parse.ts'
import { printStoryboard } from '../../workloads/analysis/storyboard/print.ts'
import type { Storyboard } from '../../workloads/contract/index.ts'
import { NEW_DRAFT } from './draft.ts'
import type { DraftStore } from './draft-store.ts'

/** Begins a draft with the text of a file, when it is a storyboard. @returns whether it is */
export const openText = (text: string, drafts: DraftStore): boolean => take(text, drafts, (read) => drafts.begin(read))

/**
 * Makes a text that was typed the draft, when it is a storyboard.
 * @param opened it is of a file that had mistakes: what is made of it is a draft of its own
 * @returns whether it is
 */
export const takeText = (text: string, drafts: DraftStore, opened = false): boolean =>
  take(text, drafts, (read) => {
    if (opened) drafts.begin(NEW_DRAFT)
    drafts.change(read, { what: 'text' })
  })

function take(text: string, drafts: DraftStore, onRead: (storyboard: Storyboard) => void): boolean {
  const read = readStoryboard(text)
  if (!read.ok) return false
  if (printStoryboard(read.storyboard) !== printStoryboard(drafts.store.getState().draft)) onRead(read.storyboard)
  return true
}
