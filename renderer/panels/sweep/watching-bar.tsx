import type { Estimate } from '../../../workloads/contract/index.ts'
import { percent } from './sweep-words.ts'
import styles from './sweep.module.css'

/** Room on both sides, as a share of what is shown. */
const MARGIN = 0.15
/** From an end of the line to the middle of its label. */
const END_PX = 28

/** A difference in per cent with its interval on a line on which 0 is marked. What it says stands beside it in words. */
export function WatchingBar({ difference: { mean, low, high } }: { difference: Estimate }) {
  const ends = [0, mean, low ?? mean, high ?? mean]
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const span = Math.max(most - least, 1)
  const at = (percent: number): number => 100 * (MARGIN + (1 - 2 * MARGIN) * ((percent - least) / span))
  return (
    <svg className={styles['bar']} aria-hidden="true">
      <line className={styles['zero']} x1={`${at(0)}%`} x2={`${at(0)}%`} y1="0" y2="70%" />
      <text x={`${at(0)}%`} y="100%" dy="-3">
        0
      </text>
      {low !== null && high !== null && (
        <>
          <line x1={`${at(low)}%`} x2={`${at(high)}%`} y1="45%" y2="45%" />
          <text x={`${at(low)}%`} y="45%" dx={-END_PX} dy="4">
            {percent(low)}
          </text>
          <text x={`${at(high)}%`} y="45%" dx={END_PX} dy="4">
            {percent(high)}
          </text>
        </>
      )}
      <circle cx={`${at(mean)}%`} cy="45%" r="5" />
      <text x={`${at(mean)}%`} y="20%" dx="4">
        {percent(mean)}
      </text>
    </svg>
  )
}
