import type { MmcOffer, QueueWindow } from '../../../workloads/analysis/index.ts'
import { formatDuration, formatShare, threeDigits } from '../../charts/format.ts'

/** Nearer than this, the law is said to hold. */
const HOLDS = 0.05

/** What the residual of Little's law says, in a sentence. */
export function littleWords({ expectedDepth, meanDepth, residual }: QueueWindow): string {
  if (expectedDepth === null || residual === null) return 'Little’s law says nothing here: no task arrived.'
  if (meanDepth === 0 && expectedDepth === 0) return 'Little’s law: nothing waited.'
  const both = `λW is ${threeDigits(expectedDepth)}, and the queue was ${threeDigits(meanDepth)} deep on average`
  if (Math.abs(residual) < HOLDS) return `Little’s law holds, L = λW: ${both}.`
  return `Little’s law leaves ${formatShare(Math.abs(residual))}: ${both}. Tasks that wait across the edges of this time count on one side only.`
}

/** What M/M/c predicts beside what was measured, or why it is not asked. */
export function mmcWords({ prediction, reason }: MmcOffer, { meanWaitMs, meanDepth }: QueueWindow): string {
  if (prediction === null) return `Not offered: ${reason}`
  const { meanWaitMs: waitMs, meanDepth: depth, waitProbability, utilisation } = prediction
  return (
    `Predicts a mean wait of ${formatDuration(waitMs)} (measured: ${formatDuration(meanWaitMs)}) and a mean depth of ` +
    `${threeDigits(depth)} (measured: ${threeDigits(meanDepth)}), with workers ${formatShare(utilisation)} busy and ` +
    `${formatShare(waitProbability)} of the tasks having to wait.`
  )
}
