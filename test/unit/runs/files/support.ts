import { encodeRecord, encodeRunFileHead, readRunFile, RunFileError, type Batch, type RunFileEnd } from '#engine/contract/index.js'
import { RunFileWriter, openRunFile } from '#engine/runs/index.js'
import { watchedRun, runTask } from '../../telemetry/watched-run.ts'

/** The records of a run that never was: tasks, waits, samples and a log, in a few batches. */
export function smallRecords({ runId = 'run-1', startedAt = '2026-11-22T12:00:00.000Z', title = 'Threads', lastTasks = 5 } = {}): Uint8Array[] {
  const { clock, recorder, run, end } = watchedRun(8192)
  Object.assign(run.info, { runId, startedAt, title })
  const reader = run.openReader()
  const records: Uint8Array[] = []
  const worker = recorder.workerAdded({ kind: 'thread', role: 'worker', atMs: clock.now })
  for (let n = 0; n < 4; n++) {
    for (let task = 0; task < (n === 3 ? lastTasks : 5); task++) {
      const at = (clock.now += 10)
      runTask(recorder, worker, [at, at + 1, at + 2, at + 5, at + 6])
    }
    recorder.workerWaited(worker, 'get', clock.now, clock.now + 1)
    recorder.sample(worker, 0.5, 1e6, -1)
    recorder.log('info', `Batch ${n}, äöü.`, worker)
    if (n === 3) end()
    const batch = reader.next()
    if (batch !== null) records.push(encodeRecord(batch))
  }
  return records
}

export const fileOf = (records: readonly Uint8Array[]): Buffer => Buffer.concat([encodeRunFileHead(), ...records])

/** All of a file that can be read. */
export function readAll(bytes: Uint8Array): { batches: Batch[]; end: RunFileEnd } {
  const reader = readRunFile(bytes)
  const batches: Batch[] = []
  for (;;) {
    const { done, value } = reader.next()
    if (done === true) return { batches, end: value }
    batches.push(value)
  }
}

/** As `readAll`; null where there is nothing to be shown. Other errors are faults. */
export function tryAll(bytes: Uint8Array): ReturnType<typeof readAll> | null {
  try {
    return readAll(bytes)
  } catch (error) {
    if (error instanceof RunFileError) return null
    throw error
  }
}

/** What is told by the batches together, however they were cut. */
export function contentOf(batches: readonly Batch[]) {
  const columns: Record<string, string> = {} // as text, which compares fast
  for (const batch of batches) {
    for (const [name, table] of Object.entries(batch.tables)) {
      for (const [column, values] of Object.entries(table.columns)) {
        const key = `${name}.${column}`
        columns[key] = (columns[key] ?? '') + values.join(' ') + (values.length > 0 ? ' ' : '')
      }
    }
  }
  const last = batches.at(-1)
  return {
    columns,
    info: batches[0]?.info,
    log: batches.flatMap(({ log }) => log),
    tiles: batches.flatMap(({ tiles }) => tiles),
    workers: new Map(batches.flatMap(({ workers }) => workers.map((worker) => [worker.index, worker]))),
    counts: last?.counts,
    summary: last?.summary,
    dropped: [last?.droppedTasks, last?.droppedRows],
  }
}

export const record = async (path: string, run: ConstructorParameters<typeof RunFileWriter>[1]): Promise<RunFileWriter> =>
  new RunFileWriter(await openRunFile(path), run)
