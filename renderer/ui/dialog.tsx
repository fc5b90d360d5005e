import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './dialog.module.css'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons, the main one last. None are given: one that closes it. */
  readonly actions?: ReactNode
  /** `alertdialog` for something that must be answered. */
  readonly role?: 'dialog' | 'alertdialog'
  /** For a table. */
  readonly wide?: boolean
  /** Near the top, without a frame and buttons of its own; the title is for those who listen. */
  readonly bare?: boolean
}

/**
 * A modal on the platform's own dialog element: focus trap, Escape and inertness of the rest come with it. The focus
 * goes back to where it was.
 */
export function Dialog({ title, onClose, children, actions, role = 'dialog', wide = false, bare = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Closed while it is still on the page: else the browser would not give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      role={role}
      className={styles['dialog']}
      data-wide={wide}
      data-bare={bare}
      aria-labelledby={`${id}-title`}
      {...(bare ? {} : { 'aria-describedby': `${id}-text` })}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && role === 'dialog') onClose()
      }}
    >
      <div className={styles['inner']}>
        <h2 id={`${id}-title`} className={bare ? 'visually-hidden' : undefined}>
          {title}
        </h2>
        <div id={`${id}-text`} className={styles['text']}>
          {children}
        </div>
        {!bare && (
          <div className={styles['actions']}>
            {actions ?? (
              <Button look="primary" onClick={onClose}>
                Close
              </Button>
            )}
          </div>
        )}
      </div>
    </dialog>
  )
}
