import type { StagePanel } from './storyboard.ts'

/**
 * What a performance of a storyboard left behind: what was to be seen at which time. With the runs that it names, it
 * can be shown again, filmed frame by frame, and told as text.
 */
export interface Show {
  readonly durationMs: number
  /** In the order of their times. */
  readonly cues: readonly Cue[]
}

/** Something changes on the stage, at `atMs` of the show. */
export type Cue = { readonly atMs: number } & (
  | { readonly cue: 'chapter'; readonly title: string }
  | { readonly cue: 'card'; readonly title: string; readonly text: string | null }
  | { readonly cue: 'card-off' }
  | { readonly cue: 'panels'; readonly panels: readonly StagePanel[] }
  | { readonly cue: 'caption'; readonly text: string | null }
  | { readonly cue: 'highlight'; readonly panel: StagePanel | null }
  /** The run at this place in the list of runs is shown from `fromMs` on. Speed 0: it stands still. */
  | { readonly cue: 'play'; readonly run: number; readonly fromMs: number; readonly speed: number }
  | { readonly cue: 'question'; readonly question: string; readonly answers: readonly string[] }
  /** `right` counts from 0. */
  | { readonly cue: 'answer'; readonly right: number; readonly why: string }
  | { readonly cue: 'question-off' }
  | { readonly cue: 'compare'; readonly runs: readonly [number, number] }
  | { readonly cue: 'compare-off' }
)
