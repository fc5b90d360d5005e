import { ConfirmationNeededError, OWN_TASK, UsageError, type KnobTurn, type RunInfo, type RunSummary } from '../../contract/index.ts'
import type { Run, RunRequest } from '../../runs/index.ts'
import { confirm } from '../agree.ts'
import { showLive } from '../live-display.ts'
import { openOut, recordOut, type OutOptions } from '../out-file.ts'
import type { Terminal } from '../output.ts'
import { summaryText } from '../text/summary.ts'
import { playTurns, turnsText, type PlannedTurn } from '../turns.ts'

export interface OnceOptions extends OutOptions {
  readonly json?: boolean
  readonly turns: readonly PlannedTurn[]
  /** Aborted when the run is to be stopped. */
  readonly signal: AbortSignal
}

export interface OnceEnded {
  readonly summary: RunSummary
  readonly technique: string
  /** The run came to the end that it was made for, all its tasks were well, and what it should write is written. */
  readonly isGood: boolean
}

/**
 * Makes one run, shows it meanwhile, and prints its summary, also when it is stopped.
 * @throws UsageError before anything starts
 */
export async function runOnce(request: RunRequest, options: OnceOptions, terminal: Terminal): Promise<OnceEnded> {
  const { turns, signal } = options
  const file = await openOut(options)
  const json = options.json === true
  const started = await startConfirmed(request, terminal).catch(async (error: unknown) => {
    await file?.discard()
    throw error
  })
  const recorded = recordOut(file, started)
  const stop = (): void => started.stop()
  if (signal.aborted) stop() // it was asked for while the run started
  signal.addEventListener('abort', stop)
  // Machines read the JSON; only a person at the terminal wants to see more.
  let endLive = !json || terminal.err.isTerminal ? showLive(started, terminal.err) : () => undefined
  try {
    const undone: string[] = []
    const endTurns = playTurns(started, turns, (text) => undone.push(text))
    const summary = await started.finished
    endTurns()
    const problem = (await recorded)?.error ?? null
    endLive() // the live lines go, before the summary comes
    endLive = () => undefined
    const order = started.completionOrder()
    const { title, technique } = started.info
    terminal.out.write(
      json
        ? runJson(summary, order, started.recorder.turns)
        : summaryText(summary, title, order.length, terminal.out.style) + turnsText(started.recorder.turns),
    )
    const problems = problem === null ? undone : [problem, ...undone]
    for (const text of problems) terminal.err.write(`${terminal.err.style('red', 'error')}: ${text}\n`)
    const failed = started.info.preset === OWN_TASK && tellFailures(started, terminal)
    return { summary, technique, isGood: problems.length === 0 && !failed && exitCode(summary, started.info) === 0 }
  } finally {
    endLive()
    signal.removeEventListener('abort', stop)
  }
}

async function startConfirmed(request: RunRequest, terminal: Terminal): Promise<Run> {
  const { startRun } = await import('../../runs/index.ts')
  try {
    return await startRun(request)
  } catch (error) {
    if (!(error instanceof ConfirmationNeededError)) throw error
    if (!(await confirm(error.message, terminal))) throw new UsageError(`${error.message} Add --yes to go on.`)
    return startRun({ ...request, confirmed: true })
  }
}

/** Errors of the log that are printed at most. */
const MAX_ERRORS = 10

/** What failed in a run of the user's own task, as its log says it; whether anything did. */
function tellFailures({ recorder, summary }: Run, { err }: Terminal): boolean {
  const errors = [...new Set(recorder.logEntries.filter(({ level }) => level === 'error').map(({ text }) => text))]
  for (const text of errors.slice(0, MAX_ERRORS)) err.write(`${err.style('red', 'error')}: ${text}\n`)
  if (errors.length > MAX_ERRORS) err.write(`${errors.length - MAX_ERRORS} more errors are in the log of the run.\n`)
  const { error = 0, timedOut = 0, lost = 0 } = summary?.tasks ?? {}
  return error + timedOut + lost > 0
}

/** The one object on standard output. */
export function runJson(summary: RunSummary, order: Uint32Array, turns: readonly KnobTurn[]): string {
  const { workers, cpuMs, appCpuMs, droppedTasks, ...head } = summary
  const completionOrder = Array.from(order)
  return `${JSON.stringify({ ...head, completionOrder, turns, workers, cpuMs, appCpuMs, droppedTasks })}\n`
}

/**
 * 0 when the run came to the end that it was made for, else 1. For a run without an end of its own, being stopped is
 * that end; a run that was stopped before its tasks were done has not done what a script asked for.
 */
export function exitCode({ outcome }: RunSummary, { expectedTasks }: RunInfo): number {
  return outcome === 'ok' || (outcome === 'stopped' && expectedTasks === null) ? 0 : 1
}
