/** How completion order is plotted: ranks against each other, or how many places each task overtook or lost. */
export const ORDER_MODES = ['auto', 'rank', 'displacement'] as const
export type OrderMode = (typeof ORDER_MODES)[number]

/** More tasks than this make rank against rank a thin diagonal in which nothing shows. */
const RANK_READS_WELL = 200

/** The plot that a mode means for a run with `tasks` tasks (expected ones while it goes on). */
export function resolveOrderMode(mode: OrderMode, tasks: number): Exclude<OrderMode, 'auto'> {
  if (mode !== 'auto') return mode
  return tasks <= RANK_READS_WELL ? 'rank' : 'displacement'
}
