import { NO_WORKER, OUTCOMES, type Outcome } from '../../../workloads/contract/index.ts'
import type { ChartRun } from '../../charts/data.ts'
import { NO_WORKER_WORDS, workerName } from './task-columns.ts'

export interface TaskFilter {
  /** null: all. */
  readonly outcome: Outcome | null
  /** A worker's name, so that it holds for the next run, too; null, or one that the run does not have: all. */
  readonly worker: string | null
  /** A submission rank, or a part of a kind's or worker's name. Empty: all. */
  readonly search: string
}

export const ALL_TASKS: TaskFilter = { outcome: null, worker: null, search: '' }

const RANK = /^#?\s*(\d[\d,]*)$/

type Test = (row: number) => boolean

/** Tells which rows of the run's tasks a filter lets through; null: all of them. */
export function taskFilter(run: ChartRun, { outcome, worker, search }: TaskFilter): Test | null {
  const { columns } = run.tables.tasks
  const tests: Test[] = []
  if (outcome !== null) {
    const code = OUTCOMES.indexOf(outcome)
    tests.push((row) => columns.outcome[row] === code)
  }
  const index = worker === null ? null : workerIndex(run, worker)
  if (index !== null) tests.push((row) => columns.worker[row] === index)
  const searched = searchTest(run, search.trim().toLowerCase())
  if (searched !== null) tests.push(searched)
  const [first, ...others] = tests
  if (first === undefined) return null
  return others.length === 0 ? first : (row) => first(row) && others.every((test) => test(row))
}

function workerIndex(run: ChartRun, name: string): number | null {
  if (name === NO_WORKER_WORDS) return NO_WORKER
  return run.workers.find((worker) => worker?.id === name)?.index ?? null
}

function searchTest(run: ChartRun, text: string): Test | null {
  if (text === '') return null
  const { columns } = run.tables.tasks
  const [, digits] = RANK.exec(text) ?? []
  if (digits !== undefined) {
    const id = Number(digits.replaceAll(',', ''))
    return (row) => columns.id[row] === id
  }
  const kinds = new Set<number>()
  run.info?.kinds.forEach((kind, code) => {
    if (kind.toLowerCase().includes(text)) kinds.add(code)
  })
  const workers = new Set<number>()
  for (const index of [...run.workers.keys(), NO_WORKER]) {
    if (workerName(run, index).toLowerCase().includes(text)) workers.add(index)
  }
  return (row) => kinds.has(columns.kind[row] ?? 0) || workers.has(columns.worker[row] ?? NO_WORKER)
}
