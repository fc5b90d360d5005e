import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  TextSubtitleSource,
  WebMOutputFormat,
} from 'mediabunny'
import { showUntil, webVttOf } from '../analysis/index.ts'
import { UsageError, type Show } from '../contract/index.ts'
import type { FilmPacket } from './film-packet.ts'
import type { FilmPage, VideoFormat } from './film-page.ts'
import { HeldBytes, type Sink } from './sink.ts'
import { writeWhatFits } from './write-what-fits.ts'

export interface VideoSinkOptions extends VideoFormat {
  readonly out: string
  readonly title: string
}

/**
 * A video. The page encodes, the file is made here of what it encoded: so it has its index and the right duration also
 * when the browser ended in the middle, or the disk is full.
 */
export class VideoSink implements Sink {
  readonly #page: FilmPage
  readonly #options: VideoSinkOptions
  readonly #packets: FilmPacket[] = []
  readonly #held = new HeldBytes()

  private constructor(page: FilmPage, options: VideoSinkOptions) {
    this.#page = page
    this.#options = options
  }

  static async begin(page: FilmPage, options: VideoSinkOptions): Promise<VideoSink> {
    const sink = new VideoSink(page, options)
    const { container, width, height, fps } = options
    await page.beginVideo({ container, width, height, fps }, (packet) => {
      sink.#packets.push(packet)
    })
    return sink
  }

  async add(png: string, isSame: boolean): Promise<void> {
    const before = this.#packets.length
    await this.#page.addToVideo(isSame ? null : png)
    for (const { bytes } of this.#packets.slice(before)) this.#held.add(bytes.length)
  }

  async finish(show: Show): Promise<number> {
    // Where the browser has ended, there are only those that it had handed on.
    await this.#page.finishVideo().catch(() => undefined)
    return writeWhatFits(this.#options.out, this.#packets.length, (count) => muxed(this.#packets.slice(0, count), show, this.#options))
  }
}

/** A whole file of these pictures, with the texts that they show as subtitles. */
async function muxed(packets: readonly FilmPacket[], show: Show, { container, fps, title }: VideoSinkOptions): Promise<Uint8Array> {
  const target = new BufferTarget()
  // Index and duration at the front, so that a browser can seek while it loads.
  const format = container === 'webm' ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: 'in-memory' })
  const output = new Output({ format, target })
  const video = new EncodedVideoPacketSource(container === 'webm' ? 'vp9' : 'avc')
  output.addVideoTrack(video, { frameRate: fps })
  const subtitles = webVttOf(showUntil(show, (packets.length * 1000) / fps))
  const texts = new TextSubtitleSource('webvtt')
  if (subtitles.includes('-->')) output.addSubtitleTrack(texts, { languageCode: 'eng' })
  output.setMetadataTags({ title })
  await output.start()
  if (subtitles.includes('-->')) await texts.add(subtitles)
  texts.close()
  for (const { bytes, isKey, atS, durationS, decoder } of packets) {
    const packet = new EncodedPacket(bytes, isKey ? 'key' : 'delta', atS, durationS)
    await video.add(packet, decoder === undefined ? undefined : { decoderConfig: withoutHoles(decoder) })
  }
  video.close()
  await output.finalize()
  if (target.buffer === null) throw new UsageError('The video could not be put together.')
  return new Uint8Array(target.buffer)
}

/** Types of the web know no property that is there and undefined. */
function withoutHoles({ codec, codedWidth, codedHeight, description }: NonNullable<FilmPacket['decoder']>) {
  return {
    codec,
    ...(codedWidth === undefined ? {} : { codedWidth }),
    ...(codedHeight === undefined ? {} : { codedHeight }),
    ...(description === undefined ? {} : { description }),
  }
}
