import type { ReactNode } from 'react'
import styles from './presenter.module.css'

export interface PresenterBarProps {
  /** Where it stands, how far it is. */
  readonly progress: ReactNode
  /** Buttons; those of the show first. */
  readonly children: ReactNode
}

/** What the presenter needs and the audience need not see: it goes when nothing is moved or pressed for a while. */
export function PresenterBar({ progress, children }: PresenterBarProps) {
  return (
    <div className={styles['bar']}>
      {progress}
      <div className={styles['tools']} role="toolbar" aria-label="Presenter">
        {children}
      </div>
    </div>
  )
}
