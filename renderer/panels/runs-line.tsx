import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import styles from './runs-line.module.css'

export interface RunsLineProps {
  /** Which of the runs goes on. */
  readonly children: ReactNode
  readonly done: number
  readonly of: number
  /** What stays when they are ended here. */
  readonly stays: string
  readonly onStop: () => void
}

/** How far several runs are that go on one after the other, and how to end them. */
export function RunsLine({ children, done, of, stays, onStop }: RunsLineProps) {
  return (
    <div className={styles['line']}>
      <p>{children}</p>
      {of > 1 && <progress aria-label="Runs that have ended" value={done} max={of} />}
      <Button look="ghost" title={stays} onClick={onStop}>
        Stop here
      </Button>
    </div>
  )
}
