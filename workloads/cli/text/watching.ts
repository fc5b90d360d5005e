import { WATCHING_WORDS } from '../../analysis/index.ts'
import type { WatchingCost, WatchingCostResult } from '../../contract/index.ts'
import type { Style } from '../output.ts'
import { endLines } from './sweep.ts'
import { duration, plural } from './units.ts'

/** What watching costs, for people. */
export function watchingText(result: WatchingCostResult, title: string, style: Style): string {
  const { cost, pairs, appCpuMs, seed } = result
  return `${[
    `${style('bold', title)}: ${plural(pairs, 'pair')} of runs with telemetry on and off, seed ${seed}`,
    ...endLines(result, style),
    '',
    ...(cost === null ? ['Nothing was measured.'] : costLines(cost)),
    ...(appCpuMs === null ? [] : [`The app itself used ${duration(appCpuMs)} of CPU time in a run with telemetry on.`]),
  ].join('\n')}\n`
}

function costLines({ onMs, offMs, differenceMs: difference, differencePercent: percent, verdict }: WatchingCost): string[] {
  const interval =
    difference.low === null || difference.high === null
      ? ''
      : `, 95% interval ${signed(difference.low)} to ${signed(difference.high)} (${percentText(percent.low)} to ${percentText(percent.high)})`
  return [
    `A run takes ${duration(offMs)} unwatched and ${duration(onMs)} watched: ${signed(difference.mean)} (${percentText(percent.mean)})${interval}.`,
    WATCHING_WORDS[verdict],
  ]
}

const signed = (ms: number): string => `${ms < 0 ? '-' : '+'}${duration(Math.abs(ms))}`

const percentText = (value: number | null): string => (value === null ? '' : `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(1)}%`)
