import { Download, FileText, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { fetchVideo } from '../bridge/index.ts'
import { formatBytes, formatCount } from '../charts/format.ts'
import { saveBlob } from '../stores/save-blob.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatPlural } from '../ui/words.ts'
import type { Recorder } from './recorder.ts'
import type { Take } from './recorder-data.ts'
import { saveVideo } from './save-video.ts'
import styles from './recorder.module.css'

/** A larger one is not loaded only to be looked at. */
const MAX_PREVIEW_BYTES = 512 * 1024 * 1024

interface TakeDialogProps {
  readonly recorder: Recorder
  readonly take: Take
  readonly problem: string | null
}

/** A recording that has ended: to be looked at, saved, or thrown away. It is kept until then, and after saving. */
export function TakeDialog({ recorder, take, problem }: TakeDialogProps) {
  const { video, progress, captions, chapters } = take
  const [said, setSaid] = useState('')
  const saveButton = useRef<HTMLButtonElement>(null)
  // Not the video, which dialogs would choose: it comes first.
  useEffect(() => saveButton.current?.focus(), [])
  const close = (): void => recorder.dismiss()
  const base = video.id.slice(0, -video.format.length - 1)
  const save = async (): Promise<void> => {
    try {
      if (await saveVideo(video, recorder.own)) setSaid('Saved.')
    } catch (error) {
      setSaid(`It was not saved: ${error instanceof Error ? error.message : String(error)}.`)
    }
  }
  const text = (content: string, ending: string): void => saveBlob(new Blob([content], { type: 'text/plain' }), `${base}${ending}`)
  return (
    <Dialog
      wide
      title="The recording is ready"
      onClose={close}
      actions={
        <>
          <span className={styles['said']} role="status">
            {said}
          </span>
          <Button onClick={() => void recorder.discard()}>Discard</Button>
          {captions.includes('-->') && (
            <Button onClick={() => text(captions, '.vtt')}>
              <FileText size={14} aria-hidden="true" /> Captions
            </Button>
          )}
          {chapters.trim() !== '' && (
            <Button onClick={() => text(chapters, '.chapters.txt')}>
              <FileText size={14} aria-hidden="true" /> Chapters
            </Button>
          )}
          <Button onClick={close}>Close</Button>
          <Button look="primary" ref={saveButton} onClick={() => void save()}>
            <Download size={14} aria-hidden="true" /> Save…
          </Button>
        </>
      }
    >
      {problem !== null && (
        <p className={styles['warning']} role="alert">
          <TriangleAlert size={14} aria-hidden="true" /> {problem}
        </p>
      )}
      {progress.lost > 0 && (
        <p className={styles['warning']}>
          {formatPlural(progress.lost, 'frame')} of {formatCount(progress.written + progress.lost)} came while the encoder was busy, and were
          lost. A smaller size, or fewer frames a second, loses fewer.
        </p>
      )}
      <Preview take={take} />
      <p className={styles['foot']}>
        {progress.seconds.toFixed(1)} s, {formatPlural(progress.written, 'frame')}, {formatBytes(video.bytes)}. It is kept as {video.id} until you
        delete it.
      </p>
    </Dialog>
  )
}

function Preview({ take: { video } }: { take: Take }) {
  const [source, setSource] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(video.bytes > MAX_PREVIEW_BYTES ? 'It is too large to be shown here.' : null)
  useEffect(() => {
    if (video.bytes > MAX_PREVIEW_BYTES) return
    const abort = new AbortController()
    let url: string | null = null
    void fetchVideo(video.id, abort.signal)
      .then((answer) => answer.blob())
      .then((blob) => {
        if (!abort.signal.aborted) setSource((url = URL.createObjectURL(blob)))
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setProblem(`It cannot be shown here: ${error instanceof Error ? error.message : String(error)}.`)
      })
    return () => {
      abort.abort()
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [video])
  if (problem !== null) return <p>{problem}</p>
  return <video className={styles['preview']} src={source ?? undefined} controls muted aria-label="The recording" />
}
