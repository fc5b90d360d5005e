import { COST_LABELS, costSentences, meanLatencyMs } from '../../analysis/index.ts'
import { COST_PARTS, type TaskCost } from '../../contract/index.ts'
import type { Style } from '../output.ts'
import { bar } from './progress.ts'
import { table, wrap } from './table.ts'
import { duration } from './units.ts'

const BAR_WIDTH = 20
const TEXT_WIDTH = 100

/** Where the time of tasks went: a row for each part with its share of a mean task as a bar, and what that says. */
export function costLines(cost: TaskCost, style: Style): string[] {
  const latencyMs = meanLatencyMs(cost)
  const rows = COST_PARTS.map((part) => {
    const { meanMs, p50Ms, p95Ms, totalMs } = cost.parts[part]
    const share = latencyMs > 0 ? meanMs / latencyMs : 0
    const shown = share > 0 && share < 0.01 ? '<1%' : `${(share * 100).toFixed(0)}%`
    return [COST_LABELS[part].toLowerCase(), duration(meanMs), duration(p50Ms), duration(p95Ms), duration(totalMs), shown, bar(share, BAR_WIDTH)]
  })
  const [head = '', ...lines] = table([['cost of a task', 'mean', 'p50', 'p95', 'all tasks', 'share', ''], ...rows])
  return [style('dim', head), ...lines, '', ...costSentences(cost).flatMap((text) => wrap(text, TEXT_WIDTH))]
}
