import { compareRuns, measuresOf, readRecordedRun, type ComparisonRow, type RunMeasures } from '../../workloads/analysis/index.ts'
import type { SavedRun } from '../../workloads/contract/index.ts'
import { openProblem } from './open-run.ts'

/** One of the two that are compared: a run, or several that had the same parameters. */
export interface ComparedSide {
  readonly names: readonly string[]
  readonly measures: readonly RunMeasures[]
  readonly workerKinds: string
}

export interface Comparison {
  readonly a: ComparedSide
  readonly b: ComparedSide
  readonly rows: readonly ComparisonRow[]
}

interface Read {
  readonly name: string
  /** Runs with the same one are repeats of each other. */
  readonly setting: string
  readonly measures: RunMeasures
  readonly workerKinds: string
}

/**
 * Compares recorded runs: those with the same technique and parameters are repeats, and there must be two such groups, or
 * two runs in all. The older group is a.
 * @param fetchFile the bytes of a run file
 * @throws Error that says which runs to choose, or which file cannot be read and why
 */
export async function compareSaved(
  runs: readonly SavedRun[],
  fetchFile: (id: string) => Promise<Uint8Array>,
): Promise<Comparison> {
  const reads: Read[] = []
  const oldestFirst = [...runs].sort((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt))
  for (const { id, name } of oldestFirst) {
    try {
      reads.push(read(name, await fetchFile(id))) // one at a time: each may be large
    } catch (error) {
      throw new Error(openProblem(name, error), { cause: error })
    }
  }
  const groups = repeatsOf(reads)
  const [a, b, ...others] = groups.length === 1 && reads.length === 2 ? reads.map((one) => [one]) : groups
  if (a === undefined || b === undefined || others.length > 0) {
    throw new Error(
      `Choose two runs, or repeats of two: these have ${groups.length === 1 ? 'all the same' : `${groups.length} different`} parameters.`,
    )
  }
  const [sideA, sideB] = [sideOf(a), sideOf(b)]
  return { a: sideA, b: sideB, rows: compareRuns(sideA.measures, sideB.measures) }
}

function read(name: string, bytes: Uint8Array): Read {
  const run = readRecordedRun(bytes)
  const params = Object.entries(run.info.params).sort(([one], [other]) => one.localeCompare(other))
  const kinds = [...new Set(run.workers.filter(({ role }) => role !== 'server').map(({ kind }) => kind))].sort()
  return {
    name,
    setting: JSON.stringify([run.info.technique, params]),
    measures: measuresOf(run),
    workerKinds: kinds.join(),
  }
}

/** In the order in which they first come. */
function repeatsOf(reads: readonly Read[]): Read[][] {
  const groups = new Map<string, Read[]>()
  for (const one of reads) groups.set(one.setting, [...(groups.get(one.setting) ?? []), one])
  return [...groups.values()]
}

const sideOf = (reads: readonly Read[]): ComparedSide => ({
  names: reads.map(({ name }) => name),
  measures: reads.map(({ measures }) => measures),
  workerKinds: reads[0]?.workerKinds ?? '',
})
