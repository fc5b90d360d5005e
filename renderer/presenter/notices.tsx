import { Card } from '../stage/overlays.tsx'
import styles from './presenter.module.css'

/** What is about to begin, and when. */
export function Countdown({ title, summary, count }: { title: string; summary: string; count: number }) {
  return (
    <div className={styles['countdown']}>
      <Card title={title} text={summary} />
      <b key={count} role="timer" aria-live="assertive">
        {count === 0 ? '' : count}
      </b>
    </div>
  )
}

/** A step that could not be done: the show goes on with the next. */
export function Problem({ text }: { text: string }) {
  return (
    <div className={styles['problem']} role="alert">
      <b>This step could not be done.</b>
      <p>{text}</p>
      <p>Next (→) goes on without it.</p>
    </div>
  )
}
