import { useEffect, useState } from 'react'
import { VIDEO_FORMATS, type VideoFormat } from '../../workloads/contract/index.ts'
import { formatBytes } from '../charts/format.ts'
import { useSetSettings, VIDEO_RATES, VIDEO_SIZES } from '../stores/index.ts'
import { Segmented } from '../ui/segmented.tsx'
import { CODECS, findCodec, type VideoCodecChoice } from './codecs.ts'
import { videoBits, videoSize, type PictureSize } from './picture-size.ts'
import { useRecordChoice } from './record-choice.ts'
import type { RecordChoice } from './recorder.ts'
import styles from './recorder.module.css'

type Codecs = Readonly<Record<VideoFormat, VideoCodecChoice | null>>

const SECONDS_PER_MINUTE = 60
const BITS_PER_BYTE = 8

/** How recordings are made; only what this machine can encode is offered. */
export function RecordOptions() {
  const choice = useRecordChoice()
  const set = useSetSettings()
  const codecs = useCodecs(choice)
  const size = videoSize(choice.size, windowSize())
  const cannot = codecs === null ? [] : VIDEO_FORMATS.filter((format) => codecs[format] === null)
  const most = (videoBits(size, choice.fps) / BITS_PER_BYTE) * SECONDS_PER_MINUTE
  return (
    <div className={styles['options']}>
      <span aria-hidden="true">Format</span>
      <Segmented
        label="Format"
        value={choice.format}
        options={VIDEO_FORMATS.filter((format) => !cannot.includes(format)).map((value) => ({ value, label: LABELS[value] }))}
        onChange={(videoFormat) => set({ videoFormat })}
      />
      <span aria-hidden="true">Size</span>
      <Segmented
        label="Size"
        value={choice.size}
        options={VIDEO_SIZES.map((value) => ({ value, label: value === 'shown' ? 'As shown' : value }))}
        onChange={(videoSize) => set({ videoSize })}
      />
      <span aria-hidden="true">Frames a second</span>
      <Segmented
        label="Frames a second"
        value={String(choice.fps)}
        options={VIDEO_RATES.map((rate) => ({ value: String(rate), label: String(rate) }))}
        onChange={(value) => set({ videoFps: VIDEO_RATES.find((rate) => String(rate) === value) ?? choice.fps })}
      />
      <p>
        {codecs !== null && `${codecs[choice.format]?.name ?? 'No codec'}, ${size.width} × ${size.height}. `}
        {`At most about ${formatBytes(most)} a minute, much less while little moves.`}
        {cannot.map((format) => (
          <span key={format} role="alert" className={styles['cannot']}>
            {LABELS[format]} is not offered: this machine cannot encode {CODECS[format][0]?.name} of {size.width} × {size.height} at{' '}
            {choice.fps} frames a second.
          </span>
        ))}
      </p>
    </div>
  )
}

const LABELS: Readonly<Record<VideoFormat, string>> = { webm: 'WebM', mp4: 'MP4' }

const windowSize = (): PictureSize => ({
  width: Math.round(window.innerWidth * window.devicePixelRatio),
  height: Math.round(window.innerHeight * window.devicePixelRatio),
})

/** null until it is known. */
function useCodecs({ size, fps }: RecordChoice): Codecs | null {
  const [codecs, setCodecs] = useState<Codecs | null>(null)
  useEffect(() => {
    let current = true
    const pixels = videoSize(size, windowSize())
    void Promise.all(VIDEO_FORMATS.map((format) => findCodec(format, pixels, fps))).then(([webm = null, mp4 = null]) => {
      if (current) setCodecs({ webm, mp4 })
    })
    return () => {
      current = false
    }
  }, [size, fps])
  return codecs
}
