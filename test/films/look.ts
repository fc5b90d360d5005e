import { spawn } from 'node:child_process'
import { z } from 'zod'

/** What a player finds in a video, told by ffprobe and ffmpeg: programs that have nothing to do with how it was made. */
export interface Look {
  readonly codec: string
  readonly width: number
  readonly height: number
  readonly seconds: number
  readonly pictures: number
  /** Has it a track of them? */
  readonly subtitles: boolean
}

const probeSchema = z.object({
  format: z.object({ duration: z.coerce.number() }),
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string().default('unknown'),
      codec_tag_string: z.string().default(''),
      width: z.number().optional(),
      height: z.number().optional(),
      nb_read_packets: z.coerce.number().optional(),
    }),
  ),
})

/** @throws Error that says what ffprobe said */
export async function look(file: string): Promise<Look> {
  const json = await told('ffprobe', ['-v', 'error', '-count_packets', '-show_streams', '-show_format', '-of', 'json', file])
  const { format, streams } = probeSchema.parse(JSON.parse(json))
  const video = streams.find(({ codec_type: type }) => type === 'video')
  if (video === undefined) throw new Error(`${file} has no video`)
  return {
    codec: video.codec_name,
    width: video.width ?? 0,
    height: video.height ?? 0,
    seconds: format.duration,
    pictures: video.nb_read_packets ?? 0,
    // Older ffmpegs take WebVTT in MP4 for any data.
    subtitles: streams.some(({ codec_type: type, codec_tag_string: tag }) => type === 'subtitle' || tag === 'wvtt'),
  }
}

/** A text inside a video. */
export interface Subtitle {
  readonly fromMs: number
  readonly toMs: number
  readonly text: string
}

const packetsSchema = z.object({
  packets: z.array(z.object({ pts_time: z.coerce.number(), duration_time: z.coerce.number(), data: z.string() })),
})

/** The subtitles inside a WebM. They are read from their packets: older ffmpegs do not know what they are. */
export async function subtitlesOf(file: string): Promise<Subtitle[]> {
  const entries = 'packet=pts_time,duration_time,data'
  const json = await told('ffprobe', ['-v', 'error', '-select_streams', 's', '-show_packets', '-show_data', '-show_entries', entries, '-of', 'json', file])
  return packetsSchema.parse(JSON.parse(json)).packets.map(({ pts_time: from, duration_time: lasts, data }) => ({
    fromMs: Math.round(from * 1000),
    toMs: Math.round((from + lasts) * 1000),
    text: unescaped(fromHexDump(data)),
  }))
}

/** `00000000: 4761 7468 6572 0a53  Gather.S`, line by line. */
function fromHexDump(dump: string): string {
  const hex = dump.split('\n').map((line) => /^[\da-f]{8}: ((?:[\da-f]{2,4} )+)/.exec(line)?.[1] ?? '')
  return Buffer.from(hex.join('').replaceAll(' ', ''), 'hex').toString()
}

const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The eye sees a change of so many levels of grey; what a codec makes of a picture that stays is less. */
const SEEN_LEVELS = 40
/** The stroke of one digit. */
const SEEN_PIXELS = 6

/** Of each picture of a video, as a player shows it, whether it differs from the one before to the eye. */
export async function changesOf(file: string, { width, height }: Pick<Look, 'width' | 'height'>): Promise<boolean[]> {
  const child = spawn('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:v:0', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const changes: boolean[] = []
  let [last, next] = [new Uint8Array(width * height), new Uint8Array(width * height)]
  let filled = 0
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + next.length - filled)
      next.set(part, filled)
      at += part.length
      filled += part.length
      if (filled < next.length) break
      changes.push(changes.length === 0 || differ(last, next))
      ;[last, next] = [next, last]
      filled = 0
    }
  }
  return changes
}

function differ(a: Uint8Array, b: Uint8Array): boolean {
  let seen = 0
  for (let at = 0; at < a.length; at++) {
    if (Math.abs((a[at] ?? 0) - (b[at] ?? 0)) > SEEN_LEVELS && ++seen >= SEEN_PIXELS) return true
  }
  return false
}

function told(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`${program} says: ${err.trim()}`))))
  })
}
