import type { Storyboard } from '../../workloads/contract/index.ts'
import type { KeptDraft } from './kept-drafts.ts'

/** What the form begins with: a draft of the user's, nothing, a copy, or a file of the user. */
export type FormStart =
  | { readonly from: 'new' }
  | { readonly from: 'kept'; readonly kept: KeptDraft }
  | { readonly from: 'copy'; readonly storyboard: Storyboard }
  | { readonly from: 'file'; readonly file: File }
