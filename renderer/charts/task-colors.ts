import { OUTCOMES, type Outcome } from '../../workloads/contract/index.ts'
import type { ChartRun } from './data.ts'
import { tokenCss, WORKER_COLORS, workerToken, type Palette, type Token } from './palette.ts'

/** What the colour of a bar says. */
export const TASK_COLORS = ['worker', 'outcome', 'kind'] as const
export type TaskColor = (typeof TASK_COLORS)[number]

/** Which of the worker colours, which are told apart with any vision, stands for which outcome. */
const OUTCOME_COLOR: Readonly<Record<Outcome, number>> = { ok: 0, error: 1, cancelled: 6, timedOut: 3, lost: 4 }

/** Tells the colour of a task's bar, as a number of the palette's worker colours. */
export function taskColorer(run: ChartRun, by: TaskColor): (row: number) => number {
  const { tasks } = run.tables
  if (by === 'worker') return (row) => (tasks.columns.worker[row] ?? 0) % WORKER_COLORS
  if (by === 'kind') return (row) => (tasks.columns.kind[row] ?? 0) % WORKER_COLORS
  const colors = OUTCOMES.map((outcome) => OUTCOME_COLOR[outcome])
  return (row) => colors[tasks.columns.outcome[row] ?? 0] ?? 0
}

export const outcomeColor = (palette: Palette, outcome: number): string =>
  palette.workers[OUTCOME_COLOR[OUTCOMES[outcome] ?? 'ok']] ?? palette.ink

export const outcomeToken = (outcome: Outcome): Token => workerToken(OUTCOME_COLOR[outcome])
export const outcomeCssColor = (outcome: Outcome): string => tokenCss(outcomeToken(outcome))
