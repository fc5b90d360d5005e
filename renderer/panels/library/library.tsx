import { FolderOpen, TriangleAlert } from 'lucide-react'
import { useRef, useState } from 'react'
import { formatBytes } from '../../charts/format.ts'
import { useActions, useLibrary, useLibraryData, useSession } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatPlural } from '../../ui/words.ts'
import { fetchRunFile } from '../../bridge/index.ts'
import { compareSaved, type Comparison } from '../../stores/compare-runs.ts'
import { ComparisonTable } from './comparison.tsx'
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
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [comparison, setComparison] = useState<Comparison | string | null>(null)
  const choose = (id: string, on: boolean): void => {
    setChosen(on ? new Set([...chosen, id]) : new Set([...chosen].filter((other) => other !== id)))
  }
  const compare = async (): Promise<void> => {
    try {
      const runs = saved?.runs.filter(({ id }) => chosen.has(id)) ?? []
      setComparison(await compareSaved(runs, (id) => fetchRunFile(id)))
    } catch (error) {
      setComparison(error instanceof Error ? error.message : String(error))
    }
  }
  const over = saved?.overQuota ?? { bytes: 0, oldest: [] }
  return (
    <Dialog
      wide
      title="Recorded runs"
      onClose={onClose}
      actions={
        <>
          {comparison !== null && typeof comparison !== 'string' ? (
            <Button onClick={() => setComparison(null)}>Back to the runs</Button>
          ) : (
            <Button disabled={chosen.size < 2} title="Choose two runs, or repeats of two" onClick={() => void compare()}>
              Compare
            </Button>
          )}
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
      {typeof comparison === 'string' && (
        <p className={styles['warning']} role="alert">
          <TriangleAlert size={14} aria-hidden="true" /> {comparison}
        </p>
      )}
      {comparison !== null && typeof comparison !== 'string' && <ComparisonTable comparison={comparison} />}
      {saved !== null && saved.runs.length === 0 && (
        <p className={styles['empty']}>No runs yet. Each run is recorded while it goes on; it will be here.</p>
      )}
      {saved !== null && saved.runs.length > 0 && (comparison === null || typeof comparison === 'string') && (
        <table className={styles['runs']}>
          <thead>
            <tr>
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
                chosen={chosen.has(run.id)}
                onChoose={(on) => choose(run.id, on)}
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
