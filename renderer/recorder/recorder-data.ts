import type { Video } from '../../workloads/contract/index.ts'
import type { EncodeProgress } from './encode-messages.ts'

/**
 * `asking`: the browser asks the user; `counting`: 3, 2, 1; `finishing`: the file gets its end; `done`: it can be saved
 * or deleted.
 */
export type RecorderPhase = 'idle' | 'asking' | 'counting' | 'recording' | 'paused' | 'finishing' | 'done'

/** A recording that has ended. */
export interface Take {
  readonly video: Video
  readonly progress: EncodeProgress
  /** WebVTT and a list of chapters; empty where no storyboard was performed. */
  readonly captions: string
  readonly chapters: string
}

export interface RecorderData {
  readonly phase: RecorderPhase
  /** Seconds until it begins, while it counts; 0: the digit is gone, and it begins at once. */
  readonly countdown: number
  readonly progress: EncodeProgress
  /** What the picture is, for people, where it is not what was asked for; null when it is. */
  readonly note: string | null
  readonly take: Take | null
  /** Why it ended or did not begin, for people. */
  readonly problem: string | null
  /** What is said to those who listen. */
  readonly said: string
  /** Id of what was discarded last, by which it can be brought back. */
  readonly discarded: string | null
}

export const NO_PROGRESS: EncodeProgress = { seconds: 0, bytes: 0, written: 0, lost: 0, perSecond: 0 }

export const AT_REST: RecorderData = {
  phase: 'idle',
  countdown: 0,
  progress: NO_PROGRESS,
  note: null,
  take: null,
  problem: null,
  said: '',
  discarded: null,
}

export const isRecording = ({ phase }: Pick<RecorderData, 'phase'>): boolean => phase === 'recording' || phase === 'paused'

/** Can a recording begin? */
export const isFree = ({ phase }: Pick<RecorderData, 'phase'>): boolean => phase === 'idle' || phase === 'done'
