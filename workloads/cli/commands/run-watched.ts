import path from 'node:path'
import { costDifference } from '../../analysis/index.ts'
import { PoolscopeError, UsageError, type RunSummary } from '../../contract/index.ts'
import type { RunRequest } from '../../runs/index.ts'
import { agreeToOwnTask } from '../agree.ts'
import { NumberedOut } from '../numbered-out.ts'
import type { Terminal } from '../output.ts'
import { wrap } from '../text/table.ts'
import { duration, rate } from '../text/units.ts'
import { compare } from './compare.ts'
import { runOnce, type OnceEnded, type OnceOptions } from './run-once.ts'

const TEXT_WIDTH = 100
const MAX_NAMED = 3

/**
 * Runs your own task, and again whenever its files have changed, until it is stopped by a signal. A run that goes on is
 * stopped first. What is wrong with the module is told, and the next change waited for. After each run but the first it is
 * said how it was against the one before. With `--out` each run is kept, and the two are compared as `poolscope compare` does.
 * @returns the exit code: 0, since being stopped is its end
 * @throws UsageError when there is nothing to watch, the first run cannot be kept, or the user does not agree to the code
 */
export async function runAndWatch(request: RunRequest, options: OnceOptions, terminal: Terminal): Promise<number> {
  const { watchOwnTask } = await import('../../own/index.ts')
  const { err } = terminal
  const { signal } = options
  const files = filesOf(request)
  const outs = await NumberedOut.open(options)
  await agreeToOwnTask({ preset: request.preset, params: request.params ?? {} }, request.confirmed === true, terminal)
  const say = (text: string): void => {
    if (options.json !== true || err.isTerminal) err.write(text)
  }
  const changes = new Changes(signal)
  const watch = watchOwnTask(files, (changed) => changes.add(changed))
  let before: Kept | null = null
  try {
    for (;;) {
      const { next } = outs
      // The same tasks as before: what differs is the code.
      const again = before === null ? request : { ...request, seed: before.summary.seed }
      const ended = await runUntilChange(again, { ...options, ...next }, changes, terminal)
      if (ended !== null) outs.take()
      if (ended?.summary.outcome === 'ok') {
        const now = { ...ended, ...next }
        if (before !== null && options.json !== true) await tellAgainst(before, now, terminal)
        before = now
      }
      if (signal.aborted) return 0
      say(err.style('dim', 'Waiting for a change. Ctrl-C ends it.\n'))
      const changed = await changes.next()
      if (changed.length === 0) return 0
      say(`\n${changedText(changed)}\n`)
    }
  } finally {
    watch.close()
  }
}

/** A run, and where it was kept. */
interface Kept extends OnceEnded {
  readonly out?: string
}

async function tellAgainst(before: Kept, now: Kept, terminal: Terminal): Promise<void> {
  if (before.out === undefined || now.out === undefined) {
    terminal.out.write(againstText(before, now))
    return
  }
  terminal.out.write('\n')
  await told(compare(before.out, now.out, {}, terminal), terminal)
}

/** null: it failed, which has been told. */
async function told<T>(work: Promise<T>, { err }: Terminal): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof PoolscopeError)) throw error
    err.write(`${err.style('red', 'error')}: ${error.message}\n`)
    return null
  }
}

/** null: there was no run; why has been told. */
async function runUntilChange(request: RunRequest, options: OnceOptions, changes: Changes, terminal: Terminal): Promise<OnceEnded | null> {
  const stop = new AbortController()
  const forget = changes.onChange(() => stop.abort())
  try {
    return await told(runOnce(request, { ...options, signal: AbortSignal.any([options.signal, stop.signal]) }, terminal), terminal)
  } finally {
    forget()
  }
}

function filesOf({ params = {} }: RunRequest): { path: string; inputs: string } {
  const absolute = (name: string): string => {
    const file = params[name]
    return typeof file === 'string' && file !== '' ? path.resolve(file) : ''
  }
  const files = { path: absolute('path'), inputs: absolute('inputs') }
  if (files.path === '' && files.inputs === '') {
    throw new UsageError('--watch looks for changes of a module or an inputs file, and there is neither: presets do not change.')
  }
  return files
}

/** What changed and was not yet run. */
class Changes {
  readonly #signal: AbortSignal
  readonly #files = new Set<string>()
  readonly #listeners = new Set<() => void>()

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', () => this.#tell(), { once: true })
  }

  add(files: readonly string[]): void {
    for (const file of files) this.#files.add(file)
    this.#tell()
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves with what has changed since it was asked last, at once if something has; empty when it is stopped. */
  async next(): Promise<string[]> {
    while (this.#files.size === 0 && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        const forget = this.onChange(() => {
          forget()
          resolve()
        })
      })
    }
    const changed = this.#signal.aborted ? [] : [...this.#files]
    this.#files.clear()
    return changed
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

function changedText(files: readonly string[]): string {
  const named = files.slice(0, MAX_NAMED).map((file) => path.basename(file)).join(', ')
  const more = files.length - MAX_NAMED
  return `Changed: ${named}${more > 0 ? ` and ${more} more` : ''}. Running again.`
}

/** How a run was against the one before. One run each says little, and that is said, too. */
function againstText(before: OnceEnded, now: OnceEnded): string {
  const figures = ({ makespanMs, throughput, runMs }: RunSummary): string =>
    `makespan ${duration(makespanMs)}, ${rate(throughput).replace('/s', ' tasks/s')}, run p50 ${duration(runMs.p50)}`
  const costs = ({ technique, summary }: OnceEnded) => ({ technique, costs: summary.cost == null ? [] : [summary.cost] })
  const why = costDifference(costs(before), costs(now), ['before', 'now'])
  return [
    '',
    `before  ${figures(before.summary)}`,
    `now     ${figures(now.summary)}`,
    ...(why === null ? [] : wrap(`${why} One run each: small differences may be chance.`, TEXT_WIDTH)),
    '',
  ].join('\n')
}
