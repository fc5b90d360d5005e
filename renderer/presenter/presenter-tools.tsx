import type { RefObject } from 'react'
import type { Show } from '../../workloads/contract/index.ts'
import { useRecorder } from '../recorder/context.tsx'
import { usePresented } from '../recorder/present.ts'
import { RecorderControls } from '../recorder/recorder-controls.tsx'

export interface PresenterToolsProps {
  /** The element that the audience sees; see `STAGE_ID`. */
  readonly stage: RefObject<HTMLDivElement | null>
  /** For the name of a file: the storyboard's id, or the preset's. */
  readonly name: string
  /** What was shown until now, on the clock of the show: for subtitles and chapters. Null without a storyboard. */
  readonly tellShow: () => Show | null
}

/** Tools of every presenter screen, at the end of its bar. */
export function PresenterTools({ stage, name, tellShow }: PresenterToolsProps) {
  const inWindow = useRecorder()
  usePresented(inWindow?.recorder ?? null, { stage: () => stage.current, title: name, tellShow })
  return inWindow === null ? null : <RecorderControls {...inWindow} />
}
