import {
  ConfirmationNeededError,
  OWN_TASK,
  parseParameters,
  UsageError,
  type KnobTurn,
  type RunInfo,
  type RunSummary,
} from '../../contract/index.ts'
import type { Run, RunRequest } from '../../runs/index.ts'
import { agreeToOwnTask, confirm } from '../agree.ts'
import { readAssignments, readSeed, withDefaultSeconds } from '../assignments.ts'
import { showLive } from '../live-display.ts'
import { openOut, recordOut, type OutOptions } from '../out-file.ts'
import type { Terminal } from '../output.ts'
import { isModule, misplaced, readOwn, type OwnOptions } from '../own-request.ts'
import { onStopSignal } from '../stop-signals.ts'
import { summaryText } from '../text/summary.ts'
import { playTurns, readTurns, turnsText, type PlannedTurn } from '../turns.ts'
import { watching } from './watching.ts'

export interface RunOptions extends OutOptions, OwnOptions {
  readonly set?: readonly string[]
  readonly seed?: string
  readonly json?: boolean
  readonly yes?: boolean
  readonly turn?: readonly string[]
  readonly watchingCost?: boolean
  readonly repeat?: string
}

/**
 * Runs a preset or a module, shows it meanwhile, and prints its summary, also when it is stopped by a signal. A run file is whole
 * then, too.
 * @returns the exit code, 1 also where the run file is not whole or a knob could not be turned
 * @throws UsageError before anything starts
 */
export async function run(preset: string | undefined, options: RunOptions, terminal: Terminal): Promise<number> {
  const { request, turns } = await readRequest(preset, options)
  if (options.watchingCost === true) return watchingOf(request, options, terminal)
  if (options.repeat !== undefined) throw new UsageError('--repeat belongs to --watching-cost. For repeats of other numbers of workers see: poolscope sweep --help')
  const file = await openOut(options)
  const json = options.json === true
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const disposers = [onStopSignal(stop), terminal.out.onClosed(stop)]
  const dispose = (): void => {
    for (const one of disposers.splice(0)) one()
  }
  try {
    const started = await startConfirmed(request, terminal).catch(async (error: unknown) => {
      await file?.discard()
      throw error
    })
    const recorded = recordOut(file, started)
    if (stopping.signal.aborted) started.stop() // the signal came while it started
    stopping.signal.addEventListener('abort', () => started.stop())
    // Machines read the JSON; only a person at the terminal wants to see more.
    if (!json || terminal.err.isTerminal) disposers.push(showLive(started, terminal.err))
    const undone: string[] = []
    const endTurns = playTurns(started, turns, (text) => undone.push(text))
    const summary = await started.finished
    endTurns()
    const problem = (await recorded)?.error ?? null
    dispose() // the live lines go, before the summary comes
    const order = started.completionOrder()
    const { title } = started.info
    terminal.out.write(
      json
        ? runJson(summary, order, started.recorder.turns)
        : summaryText(summary, title, order.length, terminal.out.style) + turnsText(started.recorder.turns),
    )
    const problems = problem === null ? undone : [problem, ...undone]
    for (const text of problems) terminal.err.write(`${terminal.err.style('red', 'error')}: ${text}\n`)
    const failed = started.info.preset === OWN_TASK && tellFailures(started, terminal)
    return problems.length === 0 && !failed ? exitCode(summary, started.info) : 1
  } finally {
    dispose()
  }
}

async function watchingOf({ preset, params = {} }: RunRequest, options: RunOptions, terminal: Terminal): Promise<number> {
  if (options.out !== undefined) throw new UsageError('--watching-cost makes many runs, and --out takes one: leave one of them out.')
  const { findRunnable } = await import('../../runs/runnable.ts')
  await agreeToOwnTask({ preset, params }, options.yes === true, terminal)
  return watching({ preset, params }, findRunnable(preset).namesOf(params).title, options, terminal)
}

async function readRequest(
  name: string | undefined,
  options: RunOptions,
): Promise<{ request: RunRequest; turns: readonly PlannedTurn[] }> {
  if (name === undefined && options.command === undefined) throw new UsageError('Name a preset or a module, or give --command. See: poolscope list')
  const isOwn = name === undefined || isModule(name)
  const wrong = isOwn ? null : misplaced(name, options)
  if (wrong !== null) throw wrong
  const { findRunnable } = await import('../../runs/runnable.ts')
  const preset = isOwn ? OWN_TASK : name
  const found = findRunnable(preset)
  const { schema } = found.technique
  const given = { ...readAssignments(options.set ?? [], schema), ...(isOwn ? readOwn(name ?? null, options) : {}) }
  const params = withDefaultSeconds(given, found.preset, schema)
  const offers = found.technique.knobs?.(parseParameters(schema, found.preset, params)) ?? []
  const request = {
    preset,
    params,
    ...(options.seed === undefined ? {} : { seed: readSeed(options.seed) }),
    confirmed: options.yes === true,
  }
  return { request, turns: readTurns(options.turn ?? [], offers) }
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
