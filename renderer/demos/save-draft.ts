import { printStoryboard } from '../../workloads/analysis/storyboard/print.ts'
import { saveBlob } from '../stores/save-blob.ts'
import { textOf, type Draft } from './draft.ts'

/** Saves a draft as the file that `poolscope demo` takes. */
export function saveDraft(draft: Draft): void {
  saveBlob(new Blob([printStoryboard(draft)], { type: 'text/yaml' }), `${textOf(draft.id).trim() || 'storyboard'}.yaml`)
}
