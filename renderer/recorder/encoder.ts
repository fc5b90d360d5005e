import { AppendOnlyStreamTarget, Mp4OutputFormat, Output, Quality, VideoSample, VideoSampleSource, WebMOutputFormat } from 'mediabunny'
import { encoderConfig } from './codecs.ts'
import type { EncodeProgress, EncodeSettings } from './encode-messages.ts'
import { FramePacer } from './frame-pacer.ts'
import { partOf, videoSize, within, type PictureSize, type Rectangle } from './picture-size.ts'

/** One a second: what a crash can cost of an MP4, and where a player can begin. */
const KEY_FRAME_S = 1
/** Where nothing moves no picture is captured; so often the last one is written again, so that the video goes on. */
const REPEAT_S = 0.5
const SECOND_MS = 1000

/** Pictures that come when they come become a video of a fixed rate, that can be played however early it ends. */
export class Encoder {
  readonly #settings: EncodeSettings
  readonly #write: (bytes: Uint8Array) => Promise<void>
  readonly #pacer: FramePacer
  #output: Output | null = null
  #source: VideoSampleSource | null = null
  #canvas: OffscreenCanvas | null = null
  #context: OffscreenCanvasRenderingContext2D | null = null
  #size: PictureSize = { width: 0, height: 0 }
  #part: Rectangle | null = null
  /** A picture that had no place when it came; it is shown if no other comes. */
  #left: VideoFrame | null = null
  /** The encoder takes no picture before it has dealt with the one before. */
  #busy: Promise<void> | null = null
  #paused = false
  #failure: unknown = null
  /** From the clock of this thread to that of the capture. */
  #offsetUs = Number.POSITIVE_INFINITY
  #bytes = 0
  #written = 0
  #lost = 0
  /** When the last pictures were written. */
  readonly #recent: number[] = []

  constructor(settings: EncodeSettings, write: (bytes: Uint8Array) => Promise<void>) {
    this.#settings = settings
    this.#part = settings.part
    this.#write = write
    this.#pacer = new FramePacer(settings.fps)
  }

  get progress(): EncodeProgress {
    const sinceMs = performance.now() - SECOND_MS
    while ((this.#recent[0] ?? Number.POSITIVE_INFINITY) < sinceMs) this.#recent.shift()
    return {
      seconds: this.#pacer.length / this.#settings.fps,
      bytes: this.#bytes,
      written: this.#written,
      lost: this.#lost,
      perSecond: this.#recent.length,
    }
  }

  /** The part that is recorded from the next picture on. The size of the video stays that of the first. */
  crop(part: Rectangle | null): void {
    this.#part = part
  }

  /**
   * Takes over a captured picture.
   * @throws what the encoder or the writing of an earlier one came to
   */
  async take(frame: VideoFrame): Promise<void> {
    this.#offsetUs = Math.min(this.#offsetUs, performance.now() * 1000 - frame.timestamp)
    this.#output ??= await this.#begin(frame)
    if (this.#failure !== null) throw this.#failure as Error
    const place = this.#paused ? null : this.#pacer.offer(frame.timestamp)
    if (place === null || this.#busy !== null) {
      if (place !== null) this.#lost++
      this.#left?.close()
      this.#left = frame
      return
    }
    this.#left?.close()
    this.#left = null
    this.#draw(frame)
    frame.close()
    this.#add(place, true)
  }

  /** To be called ten times a second or so: shows what had no place, and keeps the video going while nothing moves. */
  tick(): void {
    if (this.#paused || this.#busy !== null || this.#source === null) return
    const dueIn = this.#left === null ? REPEAT_S * this.#settings.fps : 1
    if (this.#pacer.gap(this.#nowUs()) >= dueIn) this.#hold()
  }

  pause(): void {
    if (this.#paused) return
    this.tick()
    this.#paused = true
    this.#pacer.pause()
  }

  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#pacer.resume(this.#nowUs())
  }

  /**
   * Ends the video; it is as long as it was recorded.
   * @throws Error when there was no picture; what the encoder or the writing came to
   */
  async finish(): Promise<void> {
    if (this.#output === null) throw new Error('Nothing was captured.')
    await this.#busy
    if (!this.#paused && this.#pacer.gap(this.#nowUs()) >= 1) this.#hold()
    await this.#busy
    this.#left?.close()
    this.#left = null
    if (this.#failure !== null) throw this.#failure as Error
    this.#source?.close()
    await this.#output.finalize()
  }

  async #begin(frame: VideoFrame): Promise<Output> {
    const { format, codec, fps, size } = this.#settings
    this.#size = videoSize(size, partOf(this.#part, sizeOf(frame)))
    this.#canvas = new OffscreenCanvas(this.#size.width, this.#size.height)
    this.#context = this.#canvas.getContext('2d', { alpha: false })
    const { bitrate = 0 } = encoderConfig(codec, this.#size, fps)
    const source = new VideoSampleSource({
      codec: codec.codec,
      fullCodecString: codec.full,
      quality: new Quality({ bitrate }),
      keyFrameInterval: KEY_FRAME_S,
      latencyMode: 'realtime',
      contentHint: 'text',
    })
    const sink = new WritableStream<Uint8Array>({
      write: async (bytes) => {
        this.#bytes += bytes.length
        await this.#write(bytes)
      },
    })
    const output = new Output({
      format:
        format === 'webm' ? new WebMOutputFormat({ appendOnly: true }) : new Mp4OutputFormat({ fastStart: 'fragmented' }),
      target: new AppendOnlyStreamTarget(sink),
    })
    output.addVideoTrack(source, { frameRate: fps })
    await output.start()
    this.#source = source
    return output
  }

  /** The last picture once more, or one that had no place. */
  #hold(): void {
    const fresh = this.#left
    this.#left = null
    if (fresh !== null) this.#draw(fresh)
    fresh?.close()
    this.#add(this.#pacer.hold(this.#nowUs()), fresh !== null)
  }

  #draw(frame: VideoFrame): void {
    const part = partOf(this.#part, sizeOf(frame))
    const place = within(part, this.#size)
    if (place.width < this.#size.width || place.height < this.#size.height) {
      this.#context?.clearRect(0, 0, this.#size.width, this.#size.height)
    }
    this.#context?.drawImage(frame, part.x, part.y, part.width, part.height, place.x, place.y, place.width, place.height)
  }

  #add(place: number, isNew: boolean): void {
    const { fps } = this.#settings
    if (this.#canvas === null || this.#source === null) return
    const sample = new VideoSample(this.#canvas, { timestamp: place / fps, duration: 1 / fps })
    if (isNew) {
      this.#written++
      this.#recent.push(performance.now())
    }
    this.#busy = this.#source
      .add(sample)
      .catch((error: unknown) => {
        this.#failure ??= error
      })
      .finally(() => {
        sample.close()
        this.#busy = null
      })
  }

  #nowUs(): number {
    return performance.now() * 1000 - this.#offsetUs
  }
}

const sizeOf = ({ displayWidth, displayHeight }: VideoFrame): PictureSize => ({ width: displayWidth, height: displayHeight })
