import { describe, expect, it } from 'vitest'
import { textsOf } from '#engine/analysis/index.js'
import { ChunkQueue } from '../../../renderer/recorder/chunk-queue.ts'
import { CODECS, findCodec } from '../../../renderer/recorder/codecs.ts'
import { partOf, videoBits, videoSize, within } from '../../../renderer/recorder/picture-size.ts'
import { shareOfWindow } from '../../../renderer/recorder/share-of-window.ts'
import { ShowTrack } from '../../../renderer/recorder/show-track.ts'
import { videoClock } from '../../../renderer/recorder/video-clock.ts'
import type { Show } from '../../../workloads/contract/index.ts'

describe('the chunks of a recording', () => {
  it('are whole, in order, and no larger than a request takes', async () => {
    const sent: Uint8Array[] = []
    const queue = new ChunkQueue({ chunkBytes: 10, send: (chunk) => sent.push(chunk) })
    for (let at = 0; at < 7; at++) await queue.write(new Uint8Array(4).fill(at))
    queue.flush()
    expect(Math.max(...sent.map(({ length }) => length))).toBeLessThanOrEqual(10)
    expect(sent.flatMap((chunk) => [...chunk])).toEqual([0, 1, 2, 3, 4, 5, 6].flatMap((at) => [at, at, at, at]))
  })

  it('are not more than may be kept: the writer waits until some have arrived', async () => {
    const queue = new ChunkQueue({ chunkBytes: 10, maxWaitingBytes: 15, send: () => undefined })
    let done = false
    const writing = queue.write(new Uint8Array(20)).then(() => (done = true))
    await Promise.resolve()
    expect(done).toBe(false)
    queue.taken(10)
    await writing
    const drained = queue.drained()
    queue.taken(10)
    await drained
  })

  it('keep what was written, though the writer uses its memory again', async () => {
    const sent: Uint8Array[] = []
    const queue = new ChunkQueue({ chunkBytes: 100, send: (chunk) => sent.push(chunk) })
    const memory = new Uint8Array(3).fill(1)
    await queue.write(memory)
    memory.fill(9)
    queue.flush()
    expect(sent).toEqual([new Uint8Array(3).fill(1)])
  })
})

describe('codecs', () => {
  const size = { width: 1280, height: 720 }
  it('the first that the machine can encode is taken, and none where it can none', async () => {
    const only = (name: string) => (config: VideoEncoderConfig) => Promise.resolve({ supported: config.codec === name })
    expect(await findCodec('webm', size, 30, only('vp8'))).toMatchObject({ codec: 'vp8' })
    expect(await findCodec('webm', size, 30, () => Promise.resolve({ supported: true }))).toBe(CODECS.webm[0])
    expect(await findCodec('mp4', size, 30, only('vp8'))).toBeNull()
    expect(await findCodec('mp4', size, 30, () => Promise.reject(new TypeError('unknown')))).toBeNull()
    expect(await findCodec('mp4', size, 30, null)).toBeNull()
  })

  it('are asked for the size and rate of the recording', async () => {
    const asked: VideoEncoderConfig[] = []
    await findCodec('mp4', size, 60, (config) => {
      asked.push(config)
      return Promise.resolve({ supported: true })
    })
    expect(asked).toEqual([expect.objectContaining({ width: 1280, height: 720, framerate: 60, bitrate: videoBits(size, 60) })])
  })
})

describe('sizes', () => {
  it('are those of 16:9, or as shown with even numbers', () => {
    expect(videoSize('1080p', { width: 5, height: 5 })).toEqual({ width: 1920, height: 1080 })
    expect(videoSize('shown', { width: 1367, height: 769 })).toEqual({ width: 1366, height: 768 })
  })

  it('a picture of another shape is whole and in the middle', () => {
    expect(within({ width: 1440, height: 900 }, { width: 1280, height: 720 })).toEqual({ x: 64, y: 0, width: 1152, height: 720 })
    expect(within({ width: 100, height: 400 }, { width: 200, height: 200 })).toEqual({ x: 75, y: 0, width: 50, height: 200 })
  })

  it('a part of the window is the same part of its picture, and never beyond it', () => {
    const part = shareOfWindow({ getBoundingClientRect: () => new DOMRectLike(100, 50, 2000, 450) }, { innerWidth: 1000, innerHeight: 500 })
    expect(part).toEqual({ x: 0.1, y: 0.1, width: 0.9, height: 0.9 })
    expect(partOf(part, { width: 2000, height: 1000 })).toEqual({ x: 200, y: 100, width: 1800, height: 900 })
    expect(partOf(null, { width: 20, height: 10 })).toEqual({ x: 0, y: 0, width: 20, height: 10 })
  })

  it('bits grow with pictures, within bounds', () => {
    expect(videoBits({ width: 1920, height: 1080 }, 30)).toBe(7_464_960)
    expect(videoBits({ width: 64, height: 36 }, 24)).toBe(2_000_000)
    expect(videoBits({ width: 3840, height: 2160 }, 60)).toBe(40_000_000)
  })

  it('the length of a video has the width of its hours', () => {
    expect([0, 7.9, 75, 3725].map(videoClock)).toEqual(['0:00', '0:07', '1:15', '1:02:05'])
  })
})

class DOMRectLike implements DOMRect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  constructor(x: number, y: number, width: number, height: number) {
    this.x = x
    this.y = y
    this.width = width
    this.height = height
  }
  get left(): number {
    return this.x
  }
  get top(): number {
    return this.y
  }
  get right(): number {
    return this.x + this.width
  }
  get bottom(): number {
    return this.y + this.height
  }
  toJSON(): unknown {
    return this
  }
}

describe('captions of a recording', () => {
  const show = (durationMs: number): Show => ({
    durationMs,
    cues: [
      { cue: 'chapter', title: 'Pool', atMs: 0 },
      { cue: 'caption', text: 'before', atMs: 100 },
      { cue: 'caption', text: 'early', atMs: 6_000 },
      { cue: 'caption', text: 'in the pause', atMs: 12_000 },
      { cue: 'chapter', title: 'Queue', atMs: 12_000 },
      { cue: 'caption', text: 'late', atMs: 21_000 },
    ].filter(({ atMs }) => atMs <= durationMs) as Show['cues'],
  })

  it('come when they are seen: not before the recording, not in a pause', () => {
    const track = new ShowTrack()
    // Recorded from 5 s of the show to 10 s, and again from 20 s on.
    for (let at = 0; at <= 20; at++) track.note(show(5_000 + at * 250), at * 250)
    for (let at = 0; at <= 8; at++) track.note(show(20_000 + at * 250), 5_000 + at * 250)
    const recorded = track.show(7_000)
    expect(recorded === null ? [] : textsOf(recorded)).toEqual([
      { fromMs: 0, toMs: 1_000, text: 'before' },
      { fromMs: 1_000, toMs: 5_000, text: 'early' },
      { fromMs: 5_000, toMs: 6_000, text: 'in the pause' },
      { fromMs: 6_000, toMs: 7_000, text: 'late' },
    ])
    const chapters = recorded?.cues.filter(({ cue }) => cue === 'chapter')
    expect(chapters).toMatchObject([{ title: 'Pool', atMs: 0 }, { title: 'Queue', atMs: 5_000 }])
  })

  it('of a show that begins anew follow those before', () => {
    const track = new ShowTrack()
    track.note(show(7_000), 0)
    track.note(show(8_000), 1_000)
    track.note(show(150), 1_500)
    track.note(show(1_150), 2_500)
    const recorded = track.show(3_000)
    expect(recorded === null ? [] : textsOf(recorded)).toEqual([
      { fromMs: 0, toMs: 1_500, text: 'early' },
      { fromMs: 1_500, toMs: 3_000, text: 'before' },
    ])
  })

  it('of a show that goes back are those that are shown again, and none of what was not seen', () => {
    const track = new ShowTrack()
    const seen = (durationMs: number): Show => ({ ...show(30_000), durationMs })
    track.note(seen(7_000), 0)
    track.note(seen(8_000), 1_000)
    track.note(seen(200), 1_500)
    track.note(seen(1_700), 3_000)
    const recorded = track.show(3_000)
    expect(recorded === null ? [] : textsOf(recorded).map(({ text }) => text)).toEqual(['early', 'before'])
  })

  it('are none where no show was', () => {
    expect(new ShowTrack().show(1_000)).toBeNull()
  })
})
