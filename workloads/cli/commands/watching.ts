import { SWEEP_LIMITS } from '../../contract/index.ts'
import { readInteger, readSeed } from '../assignments.ts'
import type { Terminal } from '../output.ts'
import { onStopSignal } from '../stop-signals.ts'
import { showSweep } from '../sweep-display.ts'
import { watchingText } from '../text/watching.ts'
import type { SweepTarget } from '../../sweep/index.ts'

export interface WatchingOptions {
  readonly repeat?: string
  readonly seed?: string
  readonly json?: boolean
}

const DEFAULT_REPEATS = '5'

/**
 * Repeats a run with telemetry and without, and prints the difference, also when it is stopped by a signal.
 * @returns the exit code: 1 where it did not come to its end
 */
export async function watching(target: SweepTarget, title: string, options: WatchingOptions, { out, err }: Terminal): Promise<number> {
  const { watchingCost } = await import('../../sweep/index.ts')
  const job = watchingCost({
    ...target,
    repeats: readInteger('--repeat', options.repeat ?? DEFAULT_REPEATS, 1, SWEEP_LIMITS.repeats),
    seed: options.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : readSeed(options.seed),
  })
  const json = options.json === true
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const disposers = [onStopSignal(stop), out.onClosed(stop)]
  const display = json && !err.isTerminal ? null : showSweep(err)
  try {
    const result = await job.run({
      signal: stopping.signal,
      onProgress: (progress) => display?.show(progress, progress.current === null ? '' : progress.current.point === 0 ? 'telemetry on' : 'telemetry off'),
    })
    display?.end()
    out.write(json ? `${JSON.stringify(result, null, 2)}\n` : watchingText(result, title, out.style))
    return result.outcome === 'ok' ? 0 : 1
  } finally {
    display?.end()
    for (const dispose of disposers) dispose()
  }
}
