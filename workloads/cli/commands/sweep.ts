import { availableParallelism } from 'node:os'
import { readRates, readSizes, sizeName } from '../../analysis/index.ts'
import { didYouMean, MODELS, OWN_TASK, SWEEP_LIMITS, UsageError, type Model } from '../../contract/index.ts'
import type { SweepProgress, SweepTarget } from '../../sweep/index.ts'
import { agreeToOwnTask } from '../agree.ts'
import { readAssignments, readInteger, readSeed } from '../assignments.ts'
import type { Output, Terminal } from '../output.ts'
import { isModule, misplaced, readOwn, type OwnOptions } from '../own-request.ts'
import { openResultFile } from '../result-file.ts'
import { onStopSignal } from '../stop-signals.ts'
import { showSweep, type SweepDisplay } from '../sweep-display.ts'
import { arrivalSweepText } from '../text/arrival-sweep.ts'
import { sweepText } from '../text/sweep.ts'

/** `as` and `workers` may name several here. */
export interface SweepCommandOptions extends OwnOptions {
  readonly repeat?: string
  readonly warmUp?: string
  readonly rates?: string
  readonly arrival?: string
  readonly seconds?: string
  readonly set?: readonly string[]
  readonly seed?: string
  readonly json?: boolean
  readonly yes?: boolean
  readonly out?: string
  readonly force?: boolean
}

/** So that a scalability curve can be fitted also on a machine with one core. */
const LEAST_SIZES = 4

/** What came of a sweep: for machines, and for people. */
interface Finished {
  readonly result: { readonly outcome: string }
  readonly textFor: (out: Output) => string
}

/** A checked sweep: nothing has run yet. */
type Job = (options: { signal: AbortSignal; display: SweepDisplay | null }) => Promise<Finished>

/**
 * Runs a sweep, shows how far it is, and prints what was measured, also when it is stopped by a signal.
 * @returns the exit code: 1 where it did not come to its end
 * @throws UsageError before anything starts
 */
export async function sweep(preset: string, options: SweepCommandOptions, terminal: Terminal): Promise<number> {
  const { out, err } = terminal
  const target = await readTarget(preset, options)
  const job = options.rates === undefined ? await sizeJob(target, options) : await arrivalJob(target, options, options.rates)
  await agreeToOwnTask(target, options.yes === true, terminal)
  const file = await openResultFile(options)
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const disposers = [onStopSignal(stop), out.onClosed(stop)]
  const json = options.json === true
  const display = json && !err.isTerminal ? null : showSweep(err)
  try {
    const { result, textFor } = await job({ signal: stopping.signal, display })
    display?.end()
    const asJson = `${JSON.stringify(result, null, 2)}\n`
    out.write(json ? asJson : textFor(out))
    await file?.write(asJson)
    return result.outcome === 'ok' ? 0 : 1
  } finally {
    display?.end()
    for (const dispose of disposers) dispose()
  }
}

async function sizeJob(target: SweepTarget, options: SweepCommandOptions): Promise<Job> {
  for (const name of ['arrival', 'seconds'] as const) {
    if (options[name] !== undefined) throw new UsageError(`--${name} belongs to a sweep over arrival rates: add --rates.`)
  }
  const { modelOf, sizeSweep } = await import('../../sweep/index.ts')
  const as = options.as === undefined ? [modelOf(target)] : readModels(options.as)
  const largest = Math.max(LEAST_SIZES, 2 * availableParallelism())
  const workers = readSizes('--workers', options.workers ?? `1..${largest}`, SWEEP_LIMITS.workers)
  const warmUp = readInteger('--warm-up', options.warmUp ?? '1', 0, SWEEP_LIMITS.repeats)
  const swept = sizeSweep({ ...target, ...counts(options), as, workers, warmUp })
  const title = await titleOf(target)
  return async ({ signal, display }) => {
    const result = await swept.run({
      signal,
      onProgress: (progress) => {
        const point = progress.current === null ? undefined : swept.points[progress.current.point]
        display?.show(progress, point === undefined ? '' : sizeName(point.as, point.workers))
      },
    })
    return { result, textFor: (out) => sweepText(result, title, out) }
  }
}

async function arrivalJob(target: SweepTarget, options: SweepCommandOptions, ratesText: string): Promise<Job> {
  const { arrivalSweep, modelOf } = await import('../../sweep/index.ts')
  const [as = modelOf(target), ...otherModels] = options.as === undefined ? [] : readModels(options.as)
  const [workers = 1, ...otherSizes] = readSizes('--workers', options.workers ?? String(availableParallelism()), SWEEP_LIMITS.workers)
  if (otherModels.length > 0 || otherSizes.length > 0) {
    throw new UsageError('A sweep over arrival rates keeps one model and one number of workers: give one of each.')
  }
  if (options.warmUp !== undefined) throw new UsageError('--warm-up is of no use with --rates: the first second of each run is its warm-up.')
  const arrival = options.arrival ?? 'poisson'
  if (arrival !== 'poisson' && arrival !== 'steady') throw new UsageError(`--arrival takes poisson or steady, not "${arrival}".`)
  const rates = readRates('--rates', ratesText)
  const seconds = readInteger('--seconds', options.seconds ?? '3', 1, SWEEP_LIMITS.seconds)
  const swept = arrivalSweep({ ...target, ...counts(options), as, workers, rates, arrival, seconds })
  const title = await titleOf(target)
  return async ({ signal, display }) => {
    const onProgress = (progress: SweepProgress<unknown>): void => {
      display?.show(progress, progress.current === null ? '' : `${rates[progress.current.point] ?? 0} tasks/s`)
    }
    const result = await swept.run({ signal, onProgress })
    return { result, textFor: (out) => arrivalSweepText(result, title, out) }
  }
}

async function readTarget(name: string, { set = [], as: _as, workers: _workers, ...own }: SweepCommandOptions): Promise<SweepTarget> {
  const isOwn = isModule(name)
  const wrong = isOwn ? null : misplaced(name, own)
  if (wrong !== null) throw wrong
  const { findRunnable } = await import('../../runs/runnable.ts')
  const preset = isOwn ? OWN_TASK : name
  const params = readAssignments(set, findRunnable(preset).technique.schema)
  return { preset, params: isOwn ? { ...params, ...readOwn(name, own) } : params }
}

async function titleOf({ preset, params }: SweepTarget): Promise<string> {
  const { findRunnable } = await import('../../runs/runnable.ts')
  return findRunnable(preset).namesOf(params).title
}

const counts = ({ repeat = '5', seed }: SweepCommandOptions): { repeats: number; seed: number } => ({
  repeats: readInteger('--repeat', repeat, 1, SWEEP_LIMITS.repeats),
  seed: seed === undefined ? Math.floor(Math.random() * 2 ** 32) : readSeed(seed),
})

/** @throws UsageError that names those that there are */
function readModels(text: string): Model[] {
  const names = text.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !MODELS.some((model) => model === name))
  if (wrong !== undefined) throw new UsageError(`Nothing can be run as "${wrong}". ${didYouMean(wrong, MODELS)}`)
  return MODELS.filter((model) => names.includes(model))
}
