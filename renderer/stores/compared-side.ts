import { costOf, measuresOf, type RunMeasures } from '../../workloads/analysis/index.ts'
import type { RunInfo, TaskCost } from '../../workloads/contract/index.ts'
import { openProblem, openRun, type RunSource } from './open-run.ts'
import type { RunModel } from './run-model.ts'

/** A recorded run that is to be compared. */
export interface NamedSource {
  readonly name: string
  readonly source: RunSource
}

/** One of the runs of a side. */
export interface Repeat extends NamedSource {
  readonly info: RunInfo
  /** null: the file does not reach the end of the run. */
  readonly outcome: 'ok' | 'failed' | 'stopped' | null
  readonly measures: RunMeasures
  /** null: no task ran. */
  readonly cost: TaskCost | null
  readonly workerKinds: readonly string[]
  readonly endMs: number
}

/** One of the two that are compared: its repeats, and the one of them that is shown. */
export interface ComparedSide {
  readonly repeats: readonly Repeat[]
  readonly shown: number
  readonly run: RunModel
}

export interface SideOptions {
  /** The bytes of a file of the host's library. */
  readonly fetchFile: (id: string, signal: AbortSignal) => Promise<Uint8Array>
  readonly signal: AbortSignal
  /** A file was read. */
  readonly onRead?: () => void
}

/**
 * Reads the runs of a side, one after the other, since each may be large, and keeps the first as the one to show.
 * @throws Error that says which file cannot be read and why; what `signal` was aborted with
 */
export async function readSide(sources: readonly [NamedSource, ...NamedSource[]], options: SideOptions): Promise<ComparedSide> {
  const [first, ...others] = sources
  const { repeat, run } = await readRepeat(first, options)
  const repeats = [repeat]
  for (const source of others) repeats.push((await readRepeat(source, options)).repeat)
  return { repeats, shown: 0, run }
}

/** As `readSide`, for one run. */
export async function readRepeat(
  { name, source }: NamedSource,
  { fetchFile, signal, onRead }: SideOptions,
): Promise<{ repeat: Repeat; run: RunModel }> {
  try {
    const bytes = typeof source === 'string' ? await fetchFile(source, signal) : new Uint8Array(await source.arrayBuffer())
    const { run } = await openRun(name, bytes, { signal, fromFirstSubmit: true })
    onRead?.()
    return { repeat: repeatOf({ name, source }, run), run }
  } catch (error) {
    signal.throwIfAborted()
    throw new Error(openProblem(name, error), { cause: error })
  }
}

function repeatOf({ name, source }: NamedSource, run: RunModel): Repeat {
  const { info, endSummary: summary, droppedTasks, droppedRows } = run
  if (info === null) throw new Error('it does not say which run it is') // a run file whose first record lacks that is refused
  const { counts, tables } = run.whole
  const workers = run.whole.workers.filter((worker) => worker !== undefined)
  const kinds = workers.filter(({ role }) => role !== 'server').map(({ kind }) => kind)
  const measured = { info, summary, counts, workers, ...tables, dropped: { tasks: droppedTasks, rows: droppedRows } }
  return {
    name,
    source,
    info,
    outcome: summary?.outcome ?? null,
    measures: measuresOf(measured),
    cost: costOf(measured),
    workerKinds: [...new Set(kinds)].sort(),
    endMs: run.endMs,
  }
}
