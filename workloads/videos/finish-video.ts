import {
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  MP4,
  Output,
  TextSubtitleSource,
  WEBM,
  WebMOutputFormat,
  type EncodedPacket,
} from 'mediabunny'
import type { VideoFormat } from '../contract/index.ts'

export interface Finish {
  /** The recording as it grew. */
  readonly from: string
  /** The whole file; replaced when it is there. */
  readonly to: string
  readonly format: VideoFormat
  /** WebVTT; becomes a track of its own. */
  readonly captions: string
}

/**
 * Copies a recording, picture by picture and without decoding, into a file with duration and index. What is incomplete
 * at the end of one that was cut off is left out.
 * @throws Error when there is no whole picture in it, or the copy cannot be written
 */
export async function finishVideo({ from, to, format, captions }: Finish): Promise<void> {
  const input = new Input({ formats: [format === 'webm' ? WEBM : MP4], source: new FilePathSource(from) })
  try {
    const track = await input.getPrimaryVideoTrack()
    const codec = (await track?.getCodec()) ?? null
    const decoderConfig = (await track?.getDecoderConfig()) ?? null
    if (track === null || codec === null || decoderConfig === null) throw new Error('There is no picture in this screen recording.')
    const { packets, shortestS } = await wholePackets(new EncodedPacketSink(track))
    if (packets === 0) throw new Error('There is no whole picture in this screen recording.')
    const output = new Output({
      format: format === 'webm' ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: 'reserve' }),
      target: new FilePathTarget(to),
    })
    const pictures = new EncodedVideoPacketSource(codec)
    output.addVideoTrack(pictures, { maximumPacketCount: packets })
    const hasCaptions = format === 'webm' && captions.includes('-->')
    const texts = new TextSubtitleSource('webvtt')
    if (hasCaptions) output.addSubtitleTrack(texts, { languageCode: 'eng' })
    try {
      await output.start()
      if (hasCaptions) {
        await texts.add(captions)
        texts.close()
      }
      const sink = new EncodedPacketSink(track)
      let packet = await sink.getFirstPacket()
      for (let copied = 0; copied < packets && packet !== null; copied++) {
        const isLast = copied + 1 === packets
        // The last one of a WebM has no duration of its own.
        const timed = isLast && packet.duration === 0 ? packet.clone({ duration: shortestS }) : packet
        await pictures.add(timed, copied === 0 ? { decoderConfig } : undefined)
        packet = isLast ? null : await sink.getNextPacket(packet)
      }
      pictures.close()
      await output.finalize()
    } catch (error) {
      await output.cancel().catch(() => undefined)
      throw error
    }
  } finally {
    input.dispose()
  }
}

/** Pictures until the end, or until the first that is not all there, and the shortest time between two. */
async function wholePackets(sink: EncodedPacketSink): Promise<{ readonly packets: number; readonly shortestS: number }> {
  let packets = 0
  let beforeS = Number.NEGATIVE_INFINITY
  let shortestS = Number.POSITIVE_INFINITY
  try {
    for (let packet: EncodedPacket | null = await sink.getFirstPacket(); packet !== null; packet = await sink.getNextPacket(packet)) {
      packets++
      shortestS = Math.min(shortestS, packet.timestamp - beforeS)
      beforeS = packet.timestamp
    }
  } catch {
    // The file ends within a picture.
  }
  return { packets, shortestS: Number.isFinite(shortestS) ? shortestS : 0 }
}
