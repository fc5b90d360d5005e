import { useId, type ReactNode } from 'react'
import styles from './card.module.css'

export interface CardProps {
  readonly title: string
  /** One line: what the card shows. */
  readonly what: string
  /** Right-hand note: a limit, a window, a switch. */
  readonly note?: ReactNode
  /** A button at the right end of the head. */
  readonly menu?: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A titled panel for one chart. */
export function Card({ title, what, note, menu, className, children }: CardProps) {
  const id = useId()
  return (
    <section className={[styles['card'], className].join(' ')} aria-labelledby={id}>
      <header className={styles['head']}>
        <h2 id={id}>{title}</h2>
        <span className={styles['what']}>{what}</span>
        <div className={styles['note']}>{note}</div>
        {menu}
      </header>
      <div className={styles['body']}>{children}</div>
    </section>
  )
}
