/** How much each bench of the window does. */
export interface Effort {
  readonly rounds: number
  /** In which the window catches up, and charts and panels compile: not counted. */
  readonly warmUpFrames: number
  /** Of a round. */
  readonly frames: number
  /** Of the long recorded run. */
  readonly recordedTasks: number
  /** Of the program, for which the disk was warmed by one that is not counted. */
  readonly warmStart: boolean
}

export const full = (rounds: number): Effort => ({ rounds, warmUpFrames: 90, frames: 90, recordedTasks: 1_000_000, warmStart: true })

/** Enough to see that everything works. */
export const QUICK: Effort = { rounds: 1, warmUpFrames: 10, frames: 20, recordedTasks: 50_000, warmStart: false }
