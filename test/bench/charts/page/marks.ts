import type { Batch, RunInfo, WorkerInfo } from '../../../../workloads/contract/index.ts'
import { createRandom } from '../../../../workloads/tasks/random.ts'
import { BATCH_VERSION, createColumns, emptyTable, BATCH_TABLES, TASK_COLUMNS } from '../../../../workloads/contract/index.ts'

/** What all contestants draw: completion rank, and the places that the task overtook or lost. */
export interface Mark {
  readonly rank: number
  readonly id: number
}

const WORKERS = 4
/** Tasks overtake one another by up to this many places. */
const PLACES = 64
const TASK_MS = 0.04

/** Marks in the order of their ranks, without end and always the same: each block of submissions ends shuffled. */
export function* marks(): Generator<Mark, never> {
  const random = createRandom(7, 'marks')
  for (let first = 0; ; first += PLACES) {
    const ids = Array.from({ length: PLACES }, (_, place) => first + place)
    for (let at = PLACES - 1; at > 0; at--) {
      const other = Math.floor(random.uniform() * (at + 1))
      const [a = 0, b = 0] = [ids[at], ids[other]]
      ids[at] = b
      ids[other] = a
    }
    for (const [place, id] of ids.entries()) yield { rank: first + place, id }
  }
}

/** Takes the next `count` marks. */
export const take = (source: Generator<Mark, never>, count: number): Mark[] =>
  Array.from({ length: count }, () => source.next().value)

/** Makes the batches in which a host would send these marks. */
export function batchMaker(): (added: readonly Mark[]) => Batch {
  let seq = -1
  let ended = 0
  return (added) => {
    seq++
    ended += added.length
    const nowMs = ended * TASK_MS
    return {
      version: BATCH_VERSION,
      runId: 'bench',
      seq,
      atMs: nowMs,
      state: 'running',
      counts: { submitted: ended + PLACES, ok: ended, error: 0, cancelled: 0, timedOut: 0, lost: 0 },
      depth: PLACES,
      droppedTasks: 0,
      droppedRows: 0,
      ...(seq === 0 ? { info: INFO } : {}),
      workers: seq === 0 ? WORKER_INFOS : [],
      activity: [],
      log: [],
      tiles: [],
      tables: {
        tasks: taskTable(added),
        depth: emptyTable(BATCH_TABLES.depth),
        samples: emptyTable(BATCH_TABLES.samples),
        spans: emptyTable(BATCH_TABLES.spans),
        pixels: emptyTable(BATCH_TABLES.pixels),
      },
    }
  }
}

function taskTable(added: readonly Mark[]): Batch['tables']['tasks'] {
  const columns = createColumns(TASK_COLUMNS, added.length)
  for (const [row, { rank, id }] of added.entries()) {
    columns.submittedMs[row] = 0
    columns.dispatchedMs[row] = columns.startedMs[row] = (rank - 1) * TASK_MS
    columns.finishedMs[row] = columns.receivedMs[row] = rank * TASK_MS
    columns.id[row] = id
    columns.worker[row] = id % WORKERS
  }
  return { length: added.length, columns }
}

const INFO: RunInfo = {
  runId: 'bench',
  preset: 'thread-pool',
  technique: 'thread-pool',
  title: 'Thread pool',
  seed: 7,
  params: {},
  startedAt: new Date(0).toISOString(),
  expectedTasks: null,
  capacity: null,
  kinds: ['noop'],
  picture: null,
  machine: { cores: 2, platform: '', node: '', app: '' },
}

const WORKER_INFOS = Array.from(
  { length: WORKERS },
  (_, index): WorkerInfo => ({
    index,
    id: `thread ${index + 1}`,
    kind: 'thread',
    role: 'worker',
    state: 'ready',
    pid: null,
    threadId: null,
    startedMs: 0,
    readyMs: 0,
    endedMs: null,
    replaces: null,
    exitCode: null,
    tasks: 0,
    cpuMs: -1,
    maxMemoryBytes: 0,
  }),
)
