import { COST_PARTS, type CostPart, type PartCost, type TaskCost } from '../../contract/cost.ts'
import { finish, STEP_ELEMENTS, type Steps } from '../steps.ts'
import { quantilesOf } from './quantiles.ts'
import { TaskParts, type CostInput } from './task-parts.ts'

/** Where the time of tasks went, part by part; null without tasks that ran. */
export const taskCost = (input: CostInput): TaskCost | null => finish(taskCostSteps(input))

/** The same in steps, for a million tasks. */
export function* taskCostSteps(input: CostInput): Steps<TaskCost | null> {
  const values = new Float64Array(input.tasks.length)
  const parts: Partial<Record<CostPart, PartCost>> = {}
  let tasks = 0
  for (const part of COST_PARTS) {
    tasks = yield* gather(input, part, values)
    yield
    parts[part] = figuresOf(values.subarray(0, tasks))
    yield
  }
  if (tasks === 0) return null
  const starts = [...input.workers].flatMap((one) => {
    if (one === undefined || (one.role !== 'worker' && one.role !== 'consumer')) return []
    return one.readyMs === null ? [] : [one.readyMs - one.startedMs]
  })
  return {
    tasks,
    parts: parts as Record<CostPart, PartCost>,
    workers: starts.length,
    workerStartMs: starts.reduce((sum, ms) => sum + ms, 0),
  }
}

/** Part by part, so that one column is needed at a time. */
function* gather(input: CostInput, part: CostPart, values: Float64Array): Steps<number> {
  const parts = new TaskParts(input)
  let count = 0
  for (let row = 0; row < input.tasks.length; row++) {
    if (parts.take(row)) values[count++] = parts.values[part]
    if (row % STEP_ELEMENTS === STEP_ELEMENTS - 1) yield
  }
  return count
}

function figuresOf(values: Float64Array): PartCost {
  let totalMs = 0
  for (const value of values) totalMs += value
  const [p50Ms = 0, p95Ms = 0] = quantilesOf(values, [0.5, 0.95])
  return { totalMs, meanMs: totalMs / Math.max(1, values.length), p50Ms, p95Ms }
}
