import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Video } from '../../workloads/contract/index.ts'
import { formatBytes } from '../charts/format.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatPlural } from '../ui/words.ts'
import { useRecorderData, type RecorderInWindow } from './context.tsx'
import { isRecording } from './recorder-data.ts'
import { TakeDialog } from './take-dialog.tsx'
import styles from './recorder.module.css'

/** What the recorder shows over the window: the countdown, what came of it, and what was cut off earlier. */
export function RecorderView({ recorder, showVideos }: RecorderInWindow) {
  const { phase, countdown, take, problem, note, discarded, said } = useRecorderData(recorder, (data) => data)
  const { cutOff, forget } = useCutOff(recorder)
  useTitleLight(isRecording({ phase }))
  useEffect(() => {
    if (phase !== 'counting') return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault() // it means nothing else now
      recorder.cancel()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [phase, recorder])
  return (
    <>
      <div className="visually-hidden" role="status">
        {said}
      </div>
      {phase === 'counting' && countdown > 0 && (
        <div className={styles['countdown']}>
          <b key={countdown} className="num">
            {countdown}
          </b>
          <p>{note ?? 'Recording begins. Esc: cancel'}</p>
        </div>
      )}
      {phase === 'done' && take !== null && <TakeDialog recorder={recorder} take={take} problem={problem} />}
      {phase === 'idle' && problem !== null && (
        <Dialog
          role="alertdialog"
          title="The recording did not work"
          onClose={() => recorder.dismiss()}
          actions={
            <Button look="primary" autoFocus onClick={() => recorder.dismiss()}>
              Close
            </Button>
          }
        >
          {problem}
        </Dialog>
      )}
      {discarded !== null ? (
        <Notice text="The recording was discarded." action="Undo" onAction={() => void recorder.undo()} onClose={() => recorder.dismiss()} />
      ) : (
        cutOff.length > 0 && (
          <Notice
            text={`${formatPlural(cutOff.length, 'screen recording was', 'screen recordings were')} cut off. What was recorded is kept: ${formatBytes(bytesOf(cutOff))}.`}
            action="Show"
            onAction={() => {
              forget()
              showVideos()
            }}
            onClose={forget}
          />
        )
      )}
    </>
  )
}

interface NoticeProps {
  readonly text: string
  readonly action: string
  readonly onAction: () => void
  readonly onClose: () => void
}

function Notice({ text, action, onAction, onClose }: NoticeProps) {
  return (
    <div className={styles['notice']} role="alert">
      <span>{text}</span>
      <Button onClick={onAction}>{action}</Button>
      <Button look="ghost" aria-label="Close" onClick={onClose}>
        <X size={14} aria-hidden="true" />
      </Button>
    </div>
  )
}

const bytesOf = (videos: readonly Video[]): number => videos.reduce((sum, { bytes }) => sum + bytes, 0)

/** What a window, or the host, left without an end; looked for once. */
function useCutOff(recorder: RecorderInWindow['recorder']) {
  const [cutOff, setCutOff] = useState<readonly Video[]>([])
  useEffect(() => {
    let current = true
    void recorder.cutOff().then((videos) => {
      if (current) setCutOff(videos)
    })
    return () => {
      current = false
    }
  }, [recorder])
  return { cutOff, forget: () => setCutOff([]) }
}

/** A dot before the title of the window, for who looks at its tab. */
function useTitleLight(on: boolean): void {
  useEffect(() => {
    if (!on) return
    const { title } = document
    document.title = `● ${title}`
    return () => {
      document.title = title
    }
  }, [on])
}
