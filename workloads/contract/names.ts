/**
 * Names that travel as numbers. No schema library in this file and in `errors.ts`: they are all that workers need of
 * the contract, and loading zod would make each start of a worker several times as long.
 */

/** How a task ended. The index in this list is the value in the `outcome` column. */
export const OUTCOMES = ['ok', 'error', 'cancelled', 'timedOut', 'lost'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What a worker does when it runs no task but is not simply idle. The index is the value in the `state` column. */
export const WAIT_STATES = ['get', 'put', 'join', 'lock'] as const
export type WaitState = (typeof WAIT_STATES)[number]
