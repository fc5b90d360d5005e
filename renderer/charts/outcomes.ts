import { OUTCOMES } from '../../workloads/contract/index.ts'

/** Values of the `outcome` column. */
const OK = OUTCOMES.indexOf('ok')
const CANCELLED = OUTCOMES.indexOf('cancelled')

/** Did the task go wrong? One that was cancelled did not: somebody wanted it to end. */
export const wentWrong = (outcome: number | undefined): boolean => outcome !== OK && outcome !== CANCELLED

export const wasCancelled = (outcome: number | undefined): boolean => outcome === CANCELLED
