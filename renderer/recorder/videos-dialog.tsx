import { Circle, Download, Trash2 } from 'lucide-react'
import { flushSync } from 'react-dom'
import { formatBytes } from '../charts/format.ts'
import { useHostStores } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import table from '../ui/table.module.css'
import { formatAge, formatPlural } from '../ui/words.ts'
import { useRecordChoice } from './record-choice.ts'
import { RecordOptions } from './record-options.tsx'
import type { Recorder } from './recorder.ts'
import { isFree } from './recorder-data.ts'
import { useVideos } from './use-videos.ts'
import styles from './recorder.module.css'

const STATES = { recording: 'being recorded', 'cut off': 'cut off', whole: '' } as const

/** How recordings are made, and those that there are: save, delete, and take that back. */
export function VideosDialog({ recorder, onClose }: { recorder: Recorder; onClose: () => void }) {
  const { session } = useHostStores()
  const choice = useRecordChoice()
  const { listed, said, deleted, save, remove, undo } = useVideos(session.host, recorder.own)
  const record = (): void => {
    flushSync(onClose) // it shall not be in the picture
    void recorder.record(choice) // never rejects: what goes wrong is in its store
  }
  const { videos = [], notListed = 0, totalBytes = 0, folder = '' } = listed?.videos ?? {}
  return (
    <Dialog
      wide
      title="Screen recordings"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="primary" disabled={!isFree(recorder.store.getState())} onClick={record}>
            <Circle size={13} fill="currentColor" aria-hidden="true" /> Record
          </Button>
        </>
      }
    >
      <RecordOptions />
      {videos.length > 0 && (
        <table className={`${table['table']} ${styles['videos']}`}>
          <thead>
            <tr>
              <th scope="col">Recording</th>
              <th scope="col">When</th>
              <th scope="col">Size</th>
              <th scope="col">
                <span className="visually-hidden">Save or delete</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {videos.map((video) => (
              <tr key={video.id}>
                <th scope="row">
                  {video.id}
                  {video.state !== 'whole' && <span className={styles['state']}>{STATES[video.state]}</span>}
                </th>
                <td>{formatAge((listed?.atMs ?? 0) - Date.parse(video.changedAt))}</td>
                <td className="num">{formatBytes(video.bytes)}</td>
                <td>
                  <Button look="ghost" aria-label={`Save ${video.id}`} title="Save" disabled={video.state === 'recording'} onClick={() => save(video)}>
                    <Download size={14} aria-hidden="true" />
                  </Button>
                  <Button look="ghost" aria-label={`Delete ${video.id}`} title="Delete" disabled={video.state === 'recording'} onClick={() => remove(video)}>
                    <Trash2 size={14} aria-hidden="true" />
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles['foot']} aria-live="polite">
        {said}{' '}
        {deleted !== null ? (
          <Button look="ghost" onClick={undo}>
            Undo
          </Button>
        ) : (
          said === '' &&
          listed !== null &&
          (videos.length === 0
            ? `No recordings yet. They are kept in ${folder} until you delete them.`
            : `${formatPlural(videos.length + notListed, 'recording')}, ${formatBytes(totalBytes)}, in ${folder}`)
        )}
      </p>
    </Dialog>
  )
}
