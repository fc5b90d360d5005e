import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './tip.module.css'

export const TipProvider = Tooltip.Provider

export interface TipProps {
  readonly text: ReactNode
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** When false the child stands alone. */
  readonly on?: boolean
  readonly children: ReactNode
}

/** A hint on hover and focus. Never the only place where something is said. */
export function Tip({ text, side = 'bottom', on = true, children }: TipProps) {
  return (
    <Tooltip.Root {...(on ? {} : { open: false })}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles['tip']} side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
