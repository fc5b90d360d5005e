import type { Figures } from '../figures.ts'

/** What measures, in a process of its own: the side of an `Entrant` that does the work. */
export interface Contestant {
  round(small: boolean): Promise<Figures> | Figures
  close(): Promise<unknown>
}

/** Modules of contestants export this as `open`. The setting came as JSON. */
export type OpenContestant<S> = (setting: S) => Promise<Contestant> | Contestant

export type Answer = { readonly figures: Figures } | { readonly error: string }
