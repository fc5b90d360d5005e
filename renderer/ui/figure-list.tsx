import type { ReactNode } from 'react'
import styles from './figure-list.module.css'

export interface ListedFigure {
  /** Of its own in the list. */
  readonly id: string
  readonly label: ReactNode
  readonly shown: string
  readonly testId?: string
}

/** Names on the left, figures on the right. */
export function FigureList({ figures }: { figures: readonly ListedFigure[] }) {
  return (
    <dl className={styles['list']}>
      {figures.map(({ id, label, shown, testId }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd className="num" data-testid={testId}>
            {shown}
          </dd>
        </div>
      ))}
    </dl>
  )
}
