import {
  CanvasSource,
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  TextSubtitleSource,
  WebMOutputFormat,
  type StreamTargetChunk,
} from 'mediabunny'

export interface FilmFormat {
  readonly container: 'webm' | 'mp4'
  /** In pixels; even numbers, as encoders want them. */
  readonly width: number
  readonly height: number
  readonly fps: number
  /** WebVTT; becomes a track of its own. */
  readonly subtitles: string
  readonly title: string
}

/** Takes bytes, in base64, for a place in the file. */
export type WriteBytes = (base64: string, position: number) => Promise<void>

const KEY_FRAME_S = 2
const CHUNK_BYTES = 1024 * 1024

/** Makes a video of pictures, one after the other, and hands its bytes on while it grows. */
export class FilmWriter {
  readonly #output: Output
  readonly #source: CanvasSource
  readonly #context: OffscreenCanvasRenderingContext2D
  readonly #fps: number
  #pictures = 0

  private constructor(output: Output, source: CanvasSource, context: OffscreenCanvasRenderingContext2D, fps: number) {
    this.#output = output
    this.#source = source
    this.#context = context
    this.#fps = fps
  }

  static async begin({ container, width, height, fps, subtitles, title }: FilmFormat, write: WriteBytes): Promise<FilmWriter> {
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d', { alpha: false })
    if (context === null) throw new Error('This browser gives no canvas.')
    const sink = new WritableStream<StreamTargetChunk>({ write: ({ data, position }) => write(toBase64(data), position) })
    const output = new Output({
      // Index and duration at the front, so that a browser can seek while it loads.
      format: container === 'webm' ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: 'in-memory' }),
      target: new StreamTarget(sink, { chunked: true, chunkSize: CHUNK_BYTES }),
    })
    const source = new CanvasSource(canvas, {
      codec: container === 'webm' ? 'vp9' : 'avc',
      quality: new Quality('high'),
      keyFrameInterval: KEY_FRAME_S,
    })
    output.addVideoTrack(source, { frameRate: fps })
    const texts = new TextSubtitleSource('webvtt')
    if (subtitles.includes('-->')) output.addSubtitleTrack(texts, { languageCode: 'eng' })
    output.setMetadataTags({ title })
    await output.start()
    if (subtitles.includes('-->')) await texts.add(subtitles)
    texts.close()
    return new FilmWriter(output, source, context, fps)
  }

  /** @param png in base64; null: the picture before, once more */
  async add(png: string | null): Promise<void> {
    if (png !== null) {
      const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      this.#context.drawImage(picture, 0, 0)
      picture.close()
    }
    await this.#source.add(this.#pictures / this.#fps, 1 / this.#fps)
    this.#pictures++
  }

  async finish(): Promise<void> {
    this.#source.close()
    await this.#output.finalize()
  }
}

/** In pieces: a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
