import { OUTCOMES, type Outcome } from '../../workloads/contract/index.ts'

/** Values of the `outcome` column. */
const OK = OUTCOMES.indexOf('ok')
const CANCELLED = OUTCOMES.indexOf('cancelled')

/** Outcomes in words. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  ok: 'ok',
  error: 'failed',
  cancelled: 'cancelled',
  timedOut: 'timed out',
  lost: 'lost',
}

/** Did the task go wrong? One that was cancelled did not: somebody wanted it to end. */
export const wentWrong = (outcome: number | undefined): boolean => outcome !== OK && outcome !== CANCELLED

export const wasCancelled = (outcome: number | undefined): boolean => outcome === CANCELLED
