import { useMemo } from 'react'
import { useSettings, type Settings } from '../stores/index.ts'
import type { RecordChoice } from './recorder.ts'

/** How the user wants recordings. */
export const choiceOf = ({ videoFormat, videoFps, videoSize }: Settings): RecordChoice => ({
  format: videoFormat,
  fps: videoFps,
  size: videoSize,
})

export function useRecordChoice(): RecordChoice {
  const format = useSettings(({ videoFormat }) => videoFormat)
  const fps = useSettings(({ videoFps }) => videoFps)
  const size = useSettings(({ videoSize }) => videoSize)
  return useMemo(() => ({ format, fps, size }), [format, fps, size])
}
