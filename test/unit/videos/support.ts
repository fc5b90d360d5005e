import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { ALL_FORMATS, AppendOnlyStreamTarget, BlobSource, EncodedPacket, EncodedPacketSink, EncodedVideoPacketSource, Input, Mp4OutputFormat, Output, WebMOutputFormat } from 'mediabunny'
import type { VideoFormat } from '#engine/contract/index.js'

const FPS = 30
const KEY_EVERY = 30
const PACKET_BYTES = 700

/** A video as a recording leaves it: it only grew. Nothing decodes its pictures, so they are noise. */
export async function recordedBytes(format: VideoFormat, packets: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const sink = new WritableStream<Uint8Array>({
    write: (bytes) => {
      parts.push(bytes.slice())
    },
  })
  const output = new Output({
    format: format === 'webm' ? new WebMOutputFormat({ appendOnly: true }) : new Mp4OutputFormat({ fastStart: 'fragmented' }),
    target: new AppendOnlyStreamTarget(sink),
  })
  const source = new EncodedVideoPacketSource('vp9')
  output.addVideoTrack(source, { frameRate: FPS })
  await output.start()
  for (let at = 0; at < packets; at++) {
    const packet = new EncodedPacket(randomBytes(PACKET_BYTES), at % KEY_EVERY === 0 ? 'key' : 'delta', at / FPS, 1 / FPS)
    await source.add(packet, { decoderConfig: { codec: 'vp09.00.10.08', codedWidth: 64, codedHeight: 36 } })
  }
  source.close()
  await output.finalize()
  return Buffer.concat(parts)
}

export interface ReadVideo {
  readonly packets: number
  /** In seconds. */
  readonly duration: number
  /** Of each packet, in seconds. */
  readonly times: readonly number[]
}

/** What a player finds in a file. */
export async function readVideo(file: string | Uint8Array): Promise<ReadVideo> {
  const bytes = typeof file === 'string' ? await readFile(file) : file
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(new Blob([new Uint8Array(bytes)])) })
  const track = await input.getPrimaryVideoTrack()
  if (track === null) throw new Error('no video track')
  const times: number[] = []
  for await (const packet of new EncodedPacketSink(track).packets()) times.push(packet.timestamp)
  return { packets: times.length, times, duration: (await input.getDurationFromMetadata()) ?? 0 }
}

/** Cuts a file where no writer would end it. */
export const cutOff = (bytes: Uint8Array, share: number): Uint8Array => bytes.subarray(0, Math.floor(bytes.length * share))
