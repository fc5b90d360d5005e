import { CanvasSource, Mp4OutputFormat, NullTarget, Output, Quality, WebMOutputFormat, type EncodedPacket } from 'mediabunny'
import { toBase64 } from './base64.ts'

export interface EncodedFilmFormat {
  readonly container: 'webm' | 'mp4'
  /** In pixels; even numbers, as encoders want them. */
  readonly width: number
  readonly height: number
  readonly fps: number
}

/** A picture of a video, encoded. Bytes are base64: they cross from the page to Node as JSON. */
export interface FilmPacket {
  readonly bytes: string
  /** It can be shown without those before it. */
  readonly isKey: boolean
  readonly atS: number
  readonly durationS: number
  /** With the first: what a player must know. */
  readonly decoder?: { readonly codec: string; readonly codedWidth?: number; readonly codedHeight?: number; readonly description?: string }
}

/** A player seeks to the nearest of these; still pictures cost next to nothing between them. */
const KEY_FRAME_S = 5

/** Encodes pictures, one after the other, and hands each on: who takes them has all of the film if the page ends. */
export class FilmEncoder {
  readonly #output: Output
  readonly #source: CanvasSource
  readonly #context: OffscreenCanvasRenderingContext2D
  readonly #fps: number
  readonly #sent: () => Promise<void>
  #pictures = 0

  private constructor(output: Output, source: CanvasSource, context: OffscreenCanvasRenderingContext2D, fps: number, sent: () => Promise<void>) {
    this.#output = output
    this.#source = source
    this.#context = context
    this.#fps = fps
    this.#sent = sent
  }

  /** @param send takes packets, one after the other, in the order in which they are decoded */
  static async begin({ container, width, height, fps }: EncodedFilmFormat, send: (packet: FilmPacket) => Promise<void>): Promise<FilmEncoder> {
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d', { alpha: false })
    if (context === null) throw new Error('This browser gives no canvas.')
    let sent = Promise.resolve()
    const source = new CanvasSource(canvas, {
      codec: container === 'webm' ? 'vp9' : 'avc',
      quality: new Quality('high'),
      keyFrameInterval: KEY_FRAME_S,
      onEncodedPacket: (packet, meta) => {
        sent = sent.then(() => send(toFilmPacket(packet, meta?.decoderConfig)))
      },
    })
    // The file is made where the packets go.
    const output = new Output({ format: container === 'webm' ? new WebMOutputFormat() : new Mp4OutputFormat(), target: new NullTarget() })
    output.addVideoTrack(source, { frameRate: fps })
    await output.start()
    return new FilmEncoder(output, source, context, fps, () => sent)
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
    await this.#sent()
  }

  /** Resolves when all packets were taken. */
  async finish(): Promise<void> {
    this.#source.close()
    await this.#output.finalize()
    await this.#sent()
  }
}

function toFilmPacket({ data, type, timestamp, duration }: EncodedPacket, decoder: VideoDecoderConfig | undefined): FilmPacket {
  const packet = { bytes: toBase64(data), isKey: type === 'key', atS: timestamp, durationS: duration }
  if (decoder === undefined) return packet
  const { codec, codedWidth, codedHeight, description } = decoder
  return {
    ...packet,
    decoder: {
      codec,
      ...(codedWidth === undefined ? {} : { codedWidth }),
      ...(codedHeight === undefined ? {} : { codedHeight }),
      ...(description === undefined ? {} : { description: toBase64(toBytes(description)) }),
    },
  }
}

const toBytes = (source: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source)
