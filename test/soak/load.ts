/** Something that works at full speed until it is ended, and loses a worker every few seconds. */
export interface Load {
  readonly name: string
  /** Tasks or items so far. */
  done(): number
  deaths(): number
  /** What went wrong; empty when all is well. */
  problems(): readonly string[]
  end(): Promise<void>
}

/** Between the deaths of two workers. */
export const DEATH_MS = 3000
