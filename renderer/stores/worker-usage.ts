import type { SAMPLE_COLUMNS, Table } from '../../workloads/contract/index.ts'
import { measured } from '../charts/samples.ts'

/** What a worker used when each of these was last measured; null: never. */
export interface WorkerUsage {
  readonly cores: number | null
  readonly memoryBytes: number | null
  readonly loopDelayMs: number | null
}

/** Rows that are looked back at: ten seconds of forty workers. */
const MAX_LOOK_BACK = 4096

/** Adds the rows from the `from`-th ever added on. */
export function addUsage(
  usage: Map<number, WorkerUsage>,
  { columns, length, dropped }: Table<typeof SAMPLE_COLUMNS> & { readonly dropped: number },
  from: number,
): void {
  for (let row = Math.max(0, from - dropped); row < length; row++) {
    const worker = columns.worker[row] ?? 0
    const old = usage.get(worker)
    usage.set(worker, {
      cores: measured(columns.cores[row]) ?? old?.cores ?? null,
      memoryBytes: measured(columns.memoryBytes[row]) ?? old?.memoryBytes ?? null,
      loopDelayMs: measured(columns.loopDelayMs[row]) ?? old?.loopDelayMs ?? null,
    })
  }
}

/** As of the last row shown. A worker that was not measured for long is left out. */
export function usageAt(samples: Table<typeof SAMPLE_COLUMNS> & { readonly dropped: number }): Map<number, WorkerUsage> {
  const usage = new Map<number, WorkerUsage>()
  addUsage(usage, samples, Math.max(0, samples.length - MAX_LOOK_BACK) + samples.dropped)
  return usage
}
