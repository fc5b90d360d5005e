import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { SavedRun } from '../../../workloads/contract/index.ts'
import { formatBytes } from '../../charts/format.ts'
import { SIDES, type SideName } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { formatAge } from '../../ui/words.ts'
import { AgainMenu } from '../compare/again-menu.tsx'
import { ExportMenu } from './export-menu.tsx'
import styles from './library.module.css'

interface SavedRunRowProps {
  readonly run: SavedRun
  readonly nowMs: number
  /** The side of a comparison that it is chosen for. */
  readonly chosen: SideName | null
  /** Why no run can be started. */
  readonly blocked: string | null
  readonly onChoose: (side: SideName | null) => void
  /** It is run again. */
  readonly onAgain: () => void
  readonly onOpen: () => void
  readonly onRename: (name: string) => void
  readonly onDelete: () => void
}

const STATE_NOTES = { recording: 'being recorded', 'cut off': 'cut off', whole: '' } as const

/** One run of the library. */
export function SavedRunRow(props: SavedRunRowProps) {
  const { run, nowMs, chosen, blocked, onChoose, onAgain, onOpen, onRename, onDelete } = props
  const [renaming, setRenaming] = useState(false)
  const goesOn = run.state === 'recording'
  const finish = (name: string): void => {
    setRenaming(false)
    if (name.trim() !== '' && name !== run.name) onRename(name.trim())
  }
  return (
    <tr>
      <td className={styles['choose']}>
        {SIDES.map((side) => (
          <button
            key={side}
            type="button"
            aria-label={`Choose ${run.name}, ${formatAge(nowMs - Date.parse(run.startedAt))}, as ${side}`}
            aria-pressed={chosen === side}
            disabled={goesOn}
            onClick={() => onChoose(chosen === side ? null : side)}
          >
            {side}
          </button>
        ))}
      </td>
      <th scope="row">
        {renaming ? (
          <input
            className={styles['name']}
            aria-label={`New name of ${run.name}`}
            defaultValue={run.name}
            autoFocus
            onFocus={({ target }) => target.select()}
            onBlur={({ target }) => finish(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') finish(event.currentTarget.value)
              if (event.key !== 'Escape') return
              event.stopPropagation() // the dialog stays open
              event.preventDefault()
              setRenaming(false)
            }}
          />
        ) : (
          <button type="button" className={styles['open']} title={`Open ${run.name}`} onClick={onOpen}>
            {run.name}
          </button>
        )}
        {STATE_NOTES[run.state] !== '' && <span className={styles['state']}>{STATE_NOTES[run.state]}</span>}
      </th>
      <td className="num">
        <time dateTime={run.startedAt} title={new Date(run.startedAt).toLocaleString()}>
          {formatAge(nowMs - Date.parse(run.startedAt))}
        </time>
      </td>
      <td className="num">{formatBytes(run.bytes)}</td>
      <td className={styles['change']}>
        <AgainMenu
          short
          run={run}
          source={{ name: run.name, source: run.id }}
          blocked={goesOn ? 'This run goes on.' : blocked}
          onChoose={onAgain}
        />
        <ExportMenu run={run} />
        <Button look="ghost" aria-label={`Rename ${run.name}`} disabled={goesOn} onClick={() => setRenaming(true)}>
          <Pencil size={14} aria-hidden="true" />
        </Button>
        <Button look="ghost" aria-label={`Delete ${run.name}`} disabled={goesOn} onClick={onDelete}>
          <Trash2 size={14} aria-hidden="true" />
        </Button>
      </td>
    </tr>
  )
}
