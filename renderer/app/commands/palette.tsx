import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { formatPlural } from '../../ui/words.ts'
import type { Command } from './command.ts'
import { KeyCaps } from './key-caps.tsx'
import styles from './palette.module.css'
import { rankCommands } from './rank.ts'

export interface PaletteProps {
  readonly commands: readonly Command[]
  readonly onClose: () => void
  /** The palette is to be closed, and the command to be done. */
  readonly onChoose: (command: Command) => void
}

/** How far Page up and Page down go. */
const PAGE = 8

/** Every command by name: a field that filters a list (the combobox pattern of WAI-ARIA; the focus stays in the field). */
export function Palette({ commands, onClose, onChoose }: PaletteProps) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const found = rankCommands(commands, query)
  const active = found[at]
  const optionId = (command: Command): string => `${id}-${command.id}`
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at, query])

  const choose = (command: Command | undefined): void => {
    if (command !== undefined && command.blocked == null) onChoose(command)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = Math.max(0, found.length - 1)
    const to = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at === 0 ? last : at - 1,
      PageDown: Math.min(last, at + PAGE),
      PageUp: Math.max(0, at - PAGE),
    }[event.key]
    if (to !== undefined) setAt(to)
    else if (event.key === 'Enter') choose(active)
    else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) onClose()
    else return
    event.preventDefault()
  }

  return (
    <Dialog bare title="Commands" onClose={onClose}>
      <div className={styles['field']}>
        <Search size={16} aria-hidden="true" />
        <input
          role="combobox"
          aria-label="Find a command"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          {...(active === undefined ? {} : { 'aria-activedescendant': optionId(active) })}
          placeholder="Find a command or a preset"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={query}
          onChange={({ target }) => {
            setQuery(target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Commands" className={styles['list']}>
        {found.map((command, index) => (
          <div
            key={command.id}
            id={optionId(command)}
            role="option"
            aria-selected={index === at}
            aria-disabled={command.blocked != null}
            className={styles['option']}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(command)}
          >
            <span className={styles['group']}>{command.group}</span>
            <span className={styles['title']}>
              {command.title}
              {command.blocked != null && <small>{command.blocked}</small>}
            </span>
            {command.key !== undefined && <KeyCaps of={command.key} />}
          </div>
        ))}
      </div>
      <p className={found.length === 0 ? styles['none'] : 'visually-hidden'} role="status">
        {found.length === 0 ? 'No command is called that.' : formatPlural(found.length, 'command')}
      </p>
    </Dialog>
  )
}
