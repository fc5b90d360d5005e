import type { VideoFormat } from '../../workloads/contract/index.ts'
import { videoBits, type PictureSize, type VideoRate } from './picture-size.ts'

/** A codec of a format, as mediabunny and as WebCodecs name it. */
export interface VideoCodecChoice {
  readonly codec: 'vp9' | 'vp8' | 'avc'
  readonly name: string
  /** @see https://www.w3.org/TR/webcodecs-codec-registry/ */
  readonly full: string
}

/** The better one first. VP9 is of level 5.1 and H.264 of High 5.2: both hold 3840 x 2160 at 60 pictures a second. */
export const CODECS: Readonly<Record<VideoFormat, readonly VideoCodecChoice[]>> = {
  webm: [
    { codec: 'vp9', name: 'VP9', full: 'vp09.00.51.08' },
    { codec: 'vp8', name: 'VP8', full: 'vp8' },
  ],
  mp4: [
    { codec: 'avc', name: 'H.264', full: 'avc1.640034' },
    { codec: 'avc', name: 'H.264', full: 'avc1.42e034' },
  ],
}

/** What WebCodecs is asked; replaced by tests. */
export type AskEncoder = (config: VideoEncoderConfig) => Promise<{ readonly supported?: boolean }>

/** How a recording is encoded. */
export function encoderConfig(choice: VideoCodecChoice, size: PictureSize, fps: VideoRate): VideoEncoderConfig {
  return { codec: choice.full, ...size, framerate: fps, bitrate: videoBits(size, fps), latencyMode: 'realtime' }
}

/** The codec with which this machine can encode the format at that size and rate; null when it cannot. */
export async function findCodec(
  format: VideoFormat,
  size: PictureSize,
  fps: VideoRate,
  ask: AskEncoder | null = askEncoder(),
): Promise<VideoCodecChoice | null> {
  if (ask === null) return null
  for (const choice of CODECS[format]) {
    const answer = await ask(encoderConfig(choice, size, fps)).catch(() => null) // a config that it does not even know
    if (answer?.supported === true) return choice
  }
  return null
}

/** null where the browser has no WebCodecs. */
export function askEncoder(scope: object = globalThis): AskEncoder | null {
  return 'VideoEncoder' in scope ? (config) => VideoEncoder.isConfigSupported(config) : null
}
