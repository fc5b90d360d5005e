import { Circle, Pause, Play, Settings2, Square, Trash2 } from 'lucide-react'
import { formatBytes } from '../charts/format.ts'
import { Button } from '../ui/button.tsx'
import { Tip } from '../ui/tip.tsx'
import { formatPlural } from '../ui/words.ts'
import { useRecorderData, type RecorderInWindow } from './context.tsx'
import { useRecordChoice } from './record-choice.ts'
import { isFree, isRecording, type RecorderData } from './recorder-data.ts'
import { videoClock } from './video-clock.ts'
import styles from './recorder.module.css'

const MAIN = {
  idle: { label: 'Record the screen', tip: 'Record the screen (v)' },
  done: { label: 'Record the screen', tip: 'Record the screen (v)' },
  asking: { label: 'Cancel the recording', tip: 'The browser asks what to show' },
  counting: { label: 'Cancel the recording', tip: 'Cancel (Esc)' },
  recording: { label: 'Stop recording', tip: 'Stop recording (v)' },
  paused: { label: 'Stop recording', tip: 'Stop recording (v)' },
  finishing: { label: 'The recording is being finished', tip: 'The file gets its end' },
} as const

/** One button that records and stops; while it records, how far it is, and pause and discard. */
export function RecorderControls({ recorder, showVideos }: RecorderInWindow) {
  const data = useRecorderData(recorder, (all) => all)
  const choice = useRecordChoice()
  const { phase } = data
  const recording = isRecording(data)
  const { label, tip } = MAIN[phase]
  const press = (): void => {
    if (isFree(data)) void recorder.record(choice) // never rejects: what goes wrong is in its store
    else if (recording) recorder.stop()
    else recorder.cancel()
  }
  return (
    <div className={styles['controls']} role="group" aria-label="Screen recording" data-phase={phase}>
      <Tip text={tip}>
        <Button look="ghost" aria-label={label} aria-keyshortcuts="v" disabled={phase === 'finishing'} onClick={press}>
          {recording ? (
            <Square size={14} fill="currentColor" aria-hidden="true" />
          ) : (
            <Circle size={15} fill="var(--bad)" stroke="var(--bad)" aria-hidden="true" />
          )}
        </Button>
      </Tip>
      {recording ? (
        <>
          <Figures {...data} />
          <Tip text={phase === 'paused' ? 'Go on recording' : 'Pause the recording'}>
            <Button
              look="ghost"
              aria-label={phase === 'paused' ? 'Go on recording' : 'Pause the recording'}
              onClick={() => (phase === 'paused' ? recorder.resume() : recorder.pause())}
            >
              {phase === 'paused' ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
            </Button>
          </Tip>
          <Tip text="Discard the recording">
            <Button look="ghost" aria-label="Discard the recording" onClick={() => void recorder.discard()}>
              <Trash2 size={14} aria-hidden="true" />
            </Button>
          </Tip>
        </>
      ) : (
        <Tip text="Screen recordings and how they are made">
          <Button look="ghost" aria-label="Screen recordings" onClick={showVideos}>
            <Settings2 size={15} aria-hidden="true" />
          </Button>
        </Tip>
      )}
    </div>
  )
}

/** Time and size of the video, the rate that is reached, and what was lost. */
function Figures({ phase, progress, note }: RecorderData) {
  const { seconds, bytes, lost, perSecond } = progress
  return (
    <span className={styles['figures']} title={note ?? undefined}>
      <i className={styles['light']} data-phase={phase} aria-hidden="true" />
      <span className="num" role="timer" aria-label="Length of the recording" data-testid="video-clock">
        {videoClock(seconds)}
      </span>
      <span className="num">{formatBytes(bytes)}</span>
      <span className="num" title="Frames of the last second: few, where little moves">
        {phase === 'paused' ? 'paused' : `${perSecond} fps`}
      </span>
      {lost > 0 && (
        <b className={`num ${styles['lost']}`} title={`${formatPlural(lost, 'frame')} came while the encoder was busy`}>
          {lost} lost
        </b>
      )}
    </span>
  )
}
