import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './view-bar.module.css'

export interface ViewBarProps {
  readonly title: string
  /** One line: what the view is for, or says. */
  readonly text: string
  /** The line is read out when it changes. */
  readonly told?: boolean
  /** The key that also closes it. */
  readonly closeKey: string
  readonly onClose: () => void
  /** Buttons before the one that closes it. */
  readonly children?: ReactNode
}

/** The top of a view that takes the place of the charts. The focus goes to its title: whoever listens hears where they are. */
export function ViewBar({ title, text, told = false, closeKey, onClose, children }: ViewBarProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <header className={styles['bar']}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p role={told ? 'status' : undefined}>{text}</p>
      {children}
      <Button aria-keyshortcuts={closeKey} onClick={onClose}>
        <X size={14} aria-hidden="true" /> Close
      </Button>
    </header>
  )
}
