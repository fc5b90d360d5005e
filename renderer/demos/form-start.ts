import type { Storyboard } from '../../workloads/contract/index.ts'

/** What the form begins with: what was in it last, nothing, a copy, or a file of the user. */
export type FormStart =
  | { readonly from: 'draft' | 'new' }
  | { readonly from: 'copy'; readonly storyboard: Storyboard }
  | { readonly from: 'file'; readonly file: File }
