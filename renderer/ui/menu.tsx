import { Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import styles from './menu.module.css'

export interface MenuItem {
  readonly label: string
  readonly disabled?: boolean
  readonly onSelect: () => void
}

/** A small button that opens a list of things to do. `label` says of what. */
export function Menu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles['trigger']} aria-label={label} title={label}>
        <Ellipsis size={15} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles['menu']} align="end" sideOffset={4} collisionPadding={8}>
          {items.map(({ label: text, disabled = false, onSelect }) => (
            <DropdownMenu.Item key={text} className={styles['item']} disabled={disabled} onSelect={onSelect}>
              {text}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
