import { OWN_TASK, parseParameters, UsageError } from '../../contract/index.ts'
import type { RunRequest } from '../../runs/index.ts'
import { agreeToOwnTask } from '../agree.ts'
import { readAssignments, readSeed, withDefaultSeconds } from '../assignments.ts'
import type { OutOptions } from '../out-file.ts'
import type { Terminal } from '../output.ts'
import { isModule, misplaced, readOwn, type OwnOptions } from '../own-request.ts'
import { onStopSignal } from '../stop-signals.ts'
import { readTurns, type PlannedTurn } from '../turns.ts'
import { runOnce } from './run-once.ts'
import { runAndWatch } from './run-watched.ts'
import { watching } from './watching.ts'

export interface RunOptions extends OutOptions, OwnOptions {
  readonly set?: readonly string[]
  readonly seed?: string
  readonly json?: boolean
  readonly yes?: boolean
  readonly turn?: readonly string[]
  readonly watch?: boolean
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
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const disposers = [onStopSignal(stop), terminal.out.onClosed(stop)]
  const once = { ...options, turns, signal: stopping.signal }
  try {
    if (options.watch === true) return await runAndWatch(request, once, terminal)
    return (await runOnce(request, once, terminal)).isGood ? 0 : 1
  } finally {
    for (const dispose of disposers) dispose()
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
