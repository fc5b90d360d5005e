import { readStoryboard } from '../../workloads/analysis/storyboard/parse.ts'
import { printStoryboard } from '../../workloads/analysis/storyboard/print.ts'
import type { DraftStore } from './draft-store.ts'

/** Makes a text the draft, when it is a storyboard. @returns whether it is */
export function takeText(text: string, drafts: DraftStore): boolean {
  const read = readStoryboard(text)
  if (!read.ok) return false
  if (printStoryboard(read.storyboard) !== printStoryboard(drafts.store.getState().draft)) drafts.change(read.storyboard, { what: 'text' })
  return true
}
