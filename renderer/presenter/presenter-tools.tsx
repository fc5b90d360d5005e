import type { RefObject } from 'react'
import type { Show } from '../../workloads/contract/index.ts'

export interface PresenterToolsProps {
  /** The element that the audience sees; see `STAGE_ID`. */
  readonly stage: RefObject<HTMLDivElement | null>
  /** For the name of a file: the storyboard's id, or the preset's. */
  readonly name: string
  /** What was shown until now, on the clock of the show: for subtitles and chapters. Null without a storyboard. */
  readonly tellShow: () => Show | null
}

/** Tools of every presenter screen, at the end of its bar. */
export function PresenterTools(_props: PresenterToolsProps) {
  return null
}
