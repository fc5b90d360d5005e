import { useTicked, type Frames } from '../charts/index.ts'
import type { RunModel } from '../stores/index.ts'
import styles from './stage.module.css'

const CLOCK_HZ = 30

/** Which run is shown, what time it is in it, and how fast it passes when that is not as it was. */
export function RunLine({ run, frames, speed }: { run: RunModel; frames: Frames; speed: number }) {
  const time = useTicked(frames, CLOCK_HZ, run, tellTime)
  const title = useTicked(frames, CLOCK_HZ, run, tellTitle)
  return (
    <p className={styles['run']}>
      <span>{title}</span>
      {speed !== 1 && speed !== 0 && <b className={styles['speed']}>{speedWords(speed)}</b>}
      <span className="num">{time}</span>
    </p>
  )
}

const tellTime = ({ nowMs }: RunModel): string => (nowMs < 1000 ? `${nowMs.toFixed(0)} ms` : `${(nowMs / 1000).toFixed(2)} s`)
const tellTitle = ({ info }: RunModel): string => info?.title ?? ''

/** `half speed`, `5 times as fast`. */
export function speedWords(speed: number): string {
  if (speed > 1) return `${speed} times as fast`
  const times = Math.round(1 / speed)
  return `${times} times slower`
}
