import { printStoryboard } from '../../workloads/analysis/storyboard/print.ts'
import { saveBlob } from '../stores/save-blob.ts'
import { textOf, type Draft } from './draft.ts'

/** Saves a draft as the file that `poolscope demo` takes. */
export const saveDraft = (draft: Draft): void => saveText(printStoryboard(draft), draft)

/** Saves a text that is typed in place of a draft, right or not. */
export function saveText(text: string, { id }: Draft): void {
  saveBlob(new Blob([text], { type: 'text/yaml' }), `${textOf(id).trim() || 'storyboard'}.yaml`)
}
