import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Tip } from '../ui/tip.tsx'

export interface ToolButtonProps {
  readonly label: string
  /** As it is printed. */
  readonly shortcut?: string
  readonly pressed?: boolean
  readonly disabled?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A button of the bar: an icon, with its name and key when the pointer is on it. */
export function ToolButton({ label, shortcut, pressed, disabled = false, onClick, children }: ToolButtonProps) {
  return (
    <Tip text={shortcut === undefined ? label : `${label} (${shortcut})`}>
      <Button
        look="ghost"
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        disabled={disabled}
        onClick={onClick}
        // The focus stays with the show: a key pressed next is meant for it.
        onPointerDown={(event) => event.preventDefault()}
      >
        {children}
      </Button>
    </Tip>
  )
}
