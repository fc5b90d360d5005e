import type { Model } from '../../contract/own-task.ts'

/** What a program does apart from its task: as what, with how many workers. */
export interface Pool {
  readonly as: Model
  readonly workers: number
}

/** The part of a program that runs its tasks. */
export interface MainCode {
  readonly imports: readonly string[]
  /** Statements after `task` and `makeInputs`; they end with `results` and `tookMs` being printed by `report`. */
  readonly main: string
}
