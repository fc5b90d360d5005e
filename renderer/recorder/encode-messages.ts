import type { VideoFormat } from '../../workloads/contract/index.ts'
import type { VideoCodecChoice } from './codecs.ts'
import type { Rectangle, VideoRate, VideoSize } from './picture-size.ts'

/** What is to be made of the captured pictures. */
export interface EncodeSettings {
  readonly format: VideoFormat
  readonly codec: VideoCodecChoice
  readonly fps: VideoRate
  readonly size: VideoSize
  /** The part of the captured picture that is recorded, as shares of it; null: all of it. */
  readonly part: Rectangle | null
}

/** To the encoding thread. */
export type ToEncoder =
  /** `chunkBytes`: the most that one chunk may have. */
  | { readonly say: 'begin'; readonly frames: ReadableStream<VideoFrame>; readonly settings: EncodeSettings; readonly chunkBytes: number }
  /** Another part from now on. */
  | { readonly say: 'crop'; readonly part: Rectangle | null }
  | { readonly say: 'pause' | 'resume' | 'stop' }
  /** So many bytes have arrived where they are kept. */
  | { readonly say: 'taken'; readonly bytes: number }

/** What is known of a recording while it goes on. */
export interface EncodeProgress {
  /** Of the video, without pauses. */
  readonly seconds: number
  readonly bytes: number
  /** Pictures that were captured and written. */
  readonly written: number
  /** Pictures that were captured, had a place in the video, and came while the encoder was still busy. */
  readonly lost: number
  /** Pictures written in the last second; few where little moves. */
  readonly perSecond: number
}

/** From the encoding thread. */
export type FromEncoder =
  | { readonly say: 'chunk'; readonly base64: string; readonly bytes: number }
  | { readonly say: 'progress'; readonly progress: EncodeProgress }
  | { readonly say: 'ended'; readonly progress: EncodeProgress }
  | { readonly say: 'failed'; readonly message: string }
