import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { VIDEO_FORMATS } from '#engine/contract/index.js'
import { finishVideo } from '#engine/videos/finish-video.js'
import { inFolder } from '../tasks/support.ts'
import { cutOff, readVideo, recordedBytes } from './support.ts'

const CAPTIONS = 'WEBVTT\n\n1\n00:00:00.500 --> 00:00:02.000\nThe queue is full.\n'

describe.each(VIDEO_FORMATS)('a recording in %s', (format) => {
  it('gets its duration and its index, and keeps every picture at its time', () =>
    inFolder(async (folder) => {
      const [from, to] = [path.join(folder, 'part'), path.join(folder, `whole.${format}`)]
      writeFileSync(from, await recordedBytes(format, 100))
      await finishVideo({ from, to, format, captions: '' })
      const { packets, duration, times } = await readVideo(to)
      expect(packets).toBe(100)
      expect(duration).toBeCloseTo(100 / 30, 2)
      expect(times.map((time) => Math.round(time * 30))).toEqual(Array.from({ length: 100 }, (_, at) => at))
      // What players seek by: cues in WebM; in MP4 a table of samples in front of them, and no fragments.
      const bytes = readFileSync(to)
      if (format === 'webm') expect(bytes.includes(Buffer.from([0x1c, 0x53, 0xbb, 0x6b]))).toBe(true)
      else expect([bytes.indexOf('moov') < bytes.indexOf('mdat'), bytes.includes('moof')]).toEqual([true, false])
    }))

  it.each([0.3, 0.5, 0.73, 0.999])('that ends after %d of its bytes keeps all whole pictures before that', (share) =>
    inFolder(async (folder) => {
      const [from, to] = [path.join(folder, 'part'), path.join(folder, `whole.${format}`)]
      writeFileSync(from, cutOff(await recordedBytes(format, 240), share))
      await finishVideo({ from, to, format, captions: '' })
      const { packets, duration } = await readVideo(to)
      // The last second may be lost: pictures are read by clusters and by fragments.
      expect(packets).toBeGreaterThan(240 * share - 32)
      expect(packets).toBeLessThanOrEqual(240 * share + 1)
      expect(duration).toBeCloseTo(packets / 30, 2)
    }))

  it('without a picture is refused', () =>
    inFolder(async (folder) => {
      const [from, to] = [path.join(folder, 'part'), path.join(folder, `whole.${format}`)]
      writeFileSync(from, cutOff(await recordedBytes(format, 30), 0.01))
      await expect(finishVideo({ from, to, format, captions: '' })).rejects.toThrow(Error)
    }))
})

it('captions become a track of a WebM', () =>
  inFolder(async (folder) => {
    const [from, to] = [path.join(folder, 'part'), path.join(folder, 'whole.webm')]
    writeFileSync(from, await recordedBytes('webm', 90))
    await finishVideo({ from, to, format: 'webm', captions: CAPTIONS })
    expect((await readVideo(to)).packets).toBe(90)
    expect(readFileSync(to).includes('The queue is full.')).toBe(true)
  }))
