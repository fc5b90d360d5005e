import { z } from 'zod'

/**
 * What the time of a task, from its submission to its result, consists of, in this order and without gaps:
 * `start` while the worker that ran it was still starting, `wait` in the queue and behind other tasks in its worker's
 * hands, `transferIn`, `run`, and `transferOut` until its result was received.
 */
export const COST_PARTS = ['start', 'wait', 'transferIn', 'run', 'transferOut'] as const
export type CostPart = (typeof COST_PARTS)[number]

/** Of all tasks that count; percentiles as everywhere: Hyndman & Fan (1996), type 7. */
const partCostSchema = z.object({ totalMs: z.number(), meanMs: z.number(), p50Ms: z.number(), p95Ms: z.number() })
export type PartCost = z.infer<typeof partCostSchema>

export const taskCostSchema = z.object({
  /** Tasks that ran and ended by themselves, as those of run times. */
  tasks: z.number().int().positive(),
  parts: z.object({
    start: partCostSchema,
    wait: partCostSchema,
    transferIn: partCostSchema,
    run: partCostSchema,
    transferOut: partCostSchema,
  } satisfies Record<CostPart, unknown>),
  /** Workers that became ready, and how long their starts took together, whether tasks waited for them or not. */
  workers: z.number().int().nonnegative(),
  workerStartMs: z.number(),
})
export type TaskCost = z.infer<typeof taskCostSchema>
