import { FolderOpen, TriangleAlert } from 'lucide-react'
import { useRef, useState } from 'react'
import { formatBytes } from '../../charts/format.ts'
import { isLiveState, SIDES, useActions, useComparisons, useLibrary, useLibraryData, useSession, type NamedSource, type SideName } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatPlural } from '../../ui/words.ts'
import table from '../../ui/table.module.css'
import { SavedRunRow } from './saved-run-row.tsx'
import { useFreshList } from './use-fresh-list.ts'
import styles from './library.module.css'

/** The run files of the host: open, rename, delete, and take that back. */
export function LibraryDialog({ onClose }: { onClose: () => void }) {
  const { saved, seenAtMs, deleted } = useLibraryData()
  const { rename, remove, undo } = useLibrary()
  useFreshList()
  const actions = useActions()
  const picker = useRef<HTMLInputElement>(null)
  const folder = useSession((data) => data.capabilities?.library.folder ?? '')
  const open = (name: string, source: string | Blob): void => {
    onClose()
    void actions.openFile(name, source) // what goes wrong is in the session's `lastError`
  }
  const comparisons = useComparisons()
  const live = useSession((data) => isLiveState(data.runState))
  const [chosen, setChosen] = useState<Readonly<Record<string, SideName>>>({})
  const choose = (id: string, side: SideName | null): void => {
    setChosen(({ [id]: _, ...others }) => (side === null ? others : { ...others, [id]: side }))
  }
  const ofSide = (side: SideName): NamedSource[] =>
    (saved?.runs ?? []).flatMap(({ id, name }) => (chosen[id] === side ? [{ name, source: id }] : [])).reverse()
  const sources = { a: ofSide('a'), b: ofSide('b') }
  const compare = (): void => {
    onClose()
    void comparisons.open(sources) // what goes wrong is in the session's `lastError`
  }
  const over = saved?.overQuota ?? { bytes: 0, oldest: [] }
  return (
    <Dialog
      wide
      title="Recorded runs"
      onClose={onClose}
      actions={
        <>
          <span className={styles['chosen']} role="status">
            {Object.keys(chosen).length === 0
              ? 'To compare, choose runs as a and as b: one, or repeats.'
              : SIDES.map((side) => `${side}: ${formatPlural(sources[side].length, 'run')}`).join(', ')}
          </span>
          <Button
            disabled={sources.a.length === 0 || sources.b.length === 0}
            title="Choose a run for a and one for b, or several of each"
            onClick={compare}
          >
            Compare
          </Button>
          <Button onClick={() => picker.current?.click()}>
            <FolderOpen size={14} aria-hidden="true" /> Open a file
          </Button>
          <Button look="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <input
        ref={picker}
        type="file"
        accept=".pscope"
        hidden
        aria-label="Run file"
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file !== undefined) open(file.name, file)
        }}
      />
      {saved?.problem != null && (
        <p className={styles['warning']} role="alert">
          <TriangleAlert size={14} aria-hidden="true" /> {saved.problem}
        </p>
      )}
      {over.bytes > 0 && (
        <div className={styles['warning']} role="alert">
          <span>
            The recorded runs take {formatBytes(over.bytes)} more than they should. Delete the oldest{' '}
            {formatPlural(over.oldest.length, 'run')}?
          </span>
          <Button onClick={() => void remove(over.oldest)}>Delete</Button>
        </div>
      )}
      {saved !== null && saved.runs.length === 0 && (
        <p className={styles['empty']}>No runs yet. Each run is recorded while it goes on; it will be here.</p>
      )}
      {saved !== null && saved.runs.length > 0 && (
        <table className={`${table['table']} ${styles['runs']}`}>
          <thead>
            <tr>
              <th scope="col">Compare</th>
              <th scope="col">Run</th>
              <th scope="col">Started</th>
              <th scope="col">Size</th>
              <th scope="col">
                <span className="visually-hidden">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {saved.runs.map((run) => (
              <SavedRunRow
                key={run.id}
                run={run}
                nowMs={seenAtMs}
                chosen={chosen[run.id] ?? null}
                blocked={live ? 'A run goes on.' : null}
                onChoose={(side) => choose(run.id, side)}
                onAgain={onClose}
                onOpen={() => open(run.name, run.id)}
                onRename={(name) => void rename(run.id, name)}
                onDelete={() => void remove([run.id])}
              />
            ))}
          </tbody>
        </table>
      )}
      <p className={styles['foot']} aria-live="polite">
        {deleted.length > 0 ? (
          <>
            {deleted.length === 1 ? 'A run was deleted.' : `${deleted.length} runs were deleted.`}{' '}
            <Button look="ghost" onClick={() => void undo()}>
              Undo
            </Button>
          </>
        ) : (
          saved !== null && (
            <>
              {formatPlural(saved.runs.length + saved.notListed, 'run')}, {formatBytes(saved.totalBytes)}, in {folder}
              {saved.notListed > 0 && ` (${formatPlural(saved.notListed, 'older one')} not listed)`}
              {saved.unreadable > 0 && `. ${formatPlural(saved.unreadable, 'file')} of another version or damaged`}
            </>
          )
        )}
      </p>
    </Dialog>
  )
}
