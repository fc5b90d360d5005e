import type { ChartId } from '../../../workloads/contract/index.ts'
import type { ChartRun } from '../data.ts'
import { completionOrderTable } from './completion-order-table.ts'
import { cpuUseTable } from './cpu-use-table.ts'
import { latencyTable } from './latency-table.ts'
import { loopDelayTable } from './loop-delay-table.ts'
import { pictureTable } from './picture-table.ts'
import { queueDepthTable } from './queue-depth-table.ts'
import { queueingTable } from './queueing-table.ts'
import type { TableTeller } from './table.ts'
import { throughputTable } from './throughput-table.ts'
import { timelineTable } from './timeline-table.ts'

export type { ChartTable, TableTeller } from './table.ts'

/** A chart, or what is laid over one. */
export type TableId = ChartId | 'queueing'

/** Each chart as a table, for those who read rather than look. */
export const CHART_TABLES: Readonly<Record<TableId, (run: ChartRun) => TableTeller>> = {
  'queue-depth': queueDepthTable,
  queueing: queueingTable,
  cpu: cpuUseTable,
  throughput: throughputTable,
  'loop-delay': loopDelayTable,
  timeline: timelineTable,
  latency: latencyTable,
  'completion-order': completionOrderTable,
  picture: pictureTable,
}
