import type { WatchingCost } from '../../contract/sweep.ts'
import { meanInterval } from '../confidence.ts'
import { mean } from '../statistics.ts'

/** How long a run took with telemetry and without, one right after the other. */
export interface WatchedPair {
  readonly onMs: number
  readonly offMs: number
}

export type WatchingFigures = Pick<WatchingCost, 'onMs' | 'offMs' | 'differenceMs' | 'differencePercent' | 'verdict'>

/** What each verdict means, for people. */
export const WATCHING_WORDS: Readonly<Record<WatchingCost['verdict'], string>> = {
  'watching costs time': 'Watching costs time: the interval lies above 0.',
  'no clear difference': 'No clear difference: the interval includes 0. More repeats or longer runs may show one.',
  'faster when watched': 'Watched runs were faster, which watching cannot cause: something else on this machine did. Repeat it when it is quiet.',
  'one pair: repeat to be sure': 'One pair says nothing about chance: repeat to be sure.',
}

/**
 * What watching costs, from pairs of runs: the mean of their differences with its interval (Student's t for paired
 * samples), so that what changes slowly while they run cancels out.
 * @returns null without pairs
 */
export function watchingFigures(pairs: readonly WatchedPair[]): WatchingFigures | null {
  const differenceMs = meanInterval(pairs.map(({ onMs, offMs }) => onMs - offMs))
  const offMs = mean(pairs.map((pair) => pair.offMs))
  const onMs = mean(pairs.map((pair) => pair.onMs))
  if (differenceMs === null || offMs === null || onMs === null) return null
  const percent = (ms: number | null): number | null => (ms === null || offMs === 0 ? null : (ms / offMs) * 100)
  const { low, high } = differenceMs
  return {
    onMs,
    offMs,
    differenceMs,
    differencePercent: { mean: percent(differenceMs.mean) ?? 0, low: percent(low), high: percent(high) },
    verdict: low === null || high === null ? 'one pair: repeat to be sure' : low > 0 ? 'watching costs time' : high < 0 ? 'faster when watched' : 'no clear difference',
  }
}
