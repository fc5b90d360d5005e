import {
  BATCH_TABLES,
  createColumns,
  decodeBatch,
  emptyTable,
  encodeBatch,
  type Batch,
  type RunInfo,
  type Table,
  type TableSpec,
  type TaskCounts,
} from '../../../workloads/contract/index.ts'

type Row<S extends TableSpec> = Partial<Record<keyof S & string, number>>

/** Rows for a table, each as an object; columns that a row leaves out are 0. */
export function tableOf<S extends TableSpec>(spec: S, rows: readonly Row<S>[]): Table<S> {
  const columns = createColumns(spec, rows.length)
  rows.forEach((row, index) => {
    for (const name of Object.keys(row) as (keyof S & string)[]) columns[name][index] = row[name] ?? 0
  })
  return { length: rows.length, columns }
}

export type Rows = { [K in keyof typeof BATCH_TABLES]?: readonly Row<(typeof BATCH_TABLES)[K]>[] }

export const INFO: RunInfo = {
  runId: 'run',
  preset: 'thread-pool',
  technique: 'thread-pool',
  title: 'Thread pool',
  seed: 1,
  params: {},
  startedAt: '2026-11-22T10:00:00.000Z',
  expectedTasks: 100,
  capacity: null,
  kinds: ['spin'],
  picture: null,
  machine: { cores: 2, platform: 'linux', node: '20.20.2', app: '0.1.0' },
}

export const counts = (given: Partial<TaskCounts> = {}): TaskCounts => ({
  submitted: 0,
  ok: 0,
  error: 0,
  cancelled: 0,
  timedOut: 0,
  lost: 0,
  ...given,
})

/** A batch as the host would send it: it has been through encoding and decoding. */
export function batch(seq: number, given: Partial<Omit<Batch, 'tables'>> = {}, rows: Rows = {}): Batch {
  const tables = {
    tasks: rows.tasks ? tableOf(BATCH_TABLES.tasks, rows.tasks) : emptyTable(BATCH_TABLES.tasks),
    depth: rows.depth ? tableOf(BATCH_TABLES.depth, rows.depth) : emptyTable(BATCH_TABLES.depth),
    samples: rows.samples ? tableOf(BATCH_TABLES.samples, rows.samples) : emptyTable(BATCH_TABLES.samples),
    spans: rows.spans ? tableOf(BATCH_TABLES.spans, rows.spans) : emptyTable(BATCH_TABLES.spans),
    pixels: rows.pixels ? tableOf(BATCH_TABLES.pixels, rows.pixels) : emptyTable(BATCH_TABLES.pixels),
  }
  return decodeBatch(
    encodeBatch({
      version: 1,
      runId: 'run',
      seq,
      atMs: seq * 100,
      state: 'running',
      counts: counts(),
      depth: 0,
      droppedTasks: 0,
      droppedRows: 0,
      ...(seq === 0 ? { info: INFO } : {}),
      workers: [],
      activity: [],
      log: [],
      tiles: [],
      ...given,
      tables,
    }),
  )
}
