import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { VideoFolder, type VideoFolderOptions } from '#engine/videos/index.js'
import { inFolder } from '../tasks/support.ts'
import { cutOff, readVideo, recordedBytes } from './support.ts'

const withFolder = (use: (videos: VideoFolder, folder: string) => Promise<void>, options: Partial<VideoFolderOptions> = {}) =>
  inFolder(async (home) => {
    const folder = path.join(home, 'videos')
    const videos = new VideoFolder({ folder, ...options })
    try {
      await use(videos, folder)
    } finally {
      await videos.close()
    }
  })

/** Writes it in pieces. */
async function append(videos: VideoFolder, id: string, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += 10_000) await videos.append(id, at, bytes.subarray(at, at + 10_000))
}

const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })

describe('the folder of screen recordings', () => {
  it('is not there before something is recorded, and is empty then', () =>
    withFolder(async (videos, folder) => {
      expect(await videos.list()).toEqual({ videos: [], notListed: 0, totalBytes: 0, folder })
      expect(existsSync(folder)).toBe(false)
    }))

  it('keeps a recording while it grows, and gives it an end', () =>
    withFolder(async (videos, folder) => {
      const id = await videos.begin('webm', 'Thread: pool')
      expect(id).toMatch(/^\d{4}-\d\d-\d\d \d\d-\d\d-\d\d Thread pool\.webm$/)
      const bytes = await recordedBytes('webm', 60)
      await append(videos, id, bytes)
      expect(await videos.list()).toMatchObject({ videos: [{ id, state: 'recording', bytes: bytes.length }], totalBytes: bytes.length })
      const { video, problem } = await videos.finish(id, { captions: 'WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.000\nHi\n', chapters: '00:00 All\n' })
      expect([problem, video.state]).toEqual([null, 'whole'])
      expect((await readVideo(path.join(folder, id))).packets).toBe(60)
      const base = id.slice(0, -5)
      expect(readdirSync(folder).sort()).toEqual([`${base}.chapters.txt`, `${base}.vtt`, id, 'trash'].sort())
    }))

  it('takes bytes in their order only, and none after the end', () =>
    withFolder(async (videos) => {
      const id = await videos.begin('webm', 'a')
      expect(await videos.append(id, 0, new Uint8Array(5))).toBe(5)
      await expect(videos.append(id, 0, new Uint8Array(5))).rejects.toThrow('those at 5, not at 0')
      await expect(videos.append(id, 9, new Uint8Array(5))).rejects.toThrow('not at 9')
      const both = [videos.append(id, 5, new Uint8Array(1)), videos.append(id, 6, new Uint8Array(1))]
      expect(await Promise.all(both)).toEqual([6, 7])
      await videos.leave(id)
      await expect(videos.append(id, 7, new Uint8Array(1))).rejects.toThrow('has ended')
    }))

  it('says that a recording was cut off, and finishes it as far as it came', () =>
    withFolder(async (videos, folder) => {
      const id = await videos.begin('webm', 'a')
      await append(videos, id, cutOff(await recordedBytes('webm', 60), 0.6))
      await videos.leave(id)
      expect((await videos.list()).videos).toMatchObject([{ id, state: 'cut off' }])
      const { path: file = '' } = (await videos.bytesOf(id)) ?? {}
      expect((await readVideo(file)).packets).toBe(30) // it can be played as it is
      expect(await videos.finish(id, {})).toMatchObject({ video: { state: 'whole' }, problem: null })
      const { packets, duration } = await readVideo(path.join(folder, id))
      expect(duration).toBeCloseTo(packets / 30, 2)
    }))

  it('leaves alone what another host seems to record, until that has been quiet', () =>
    withFolder(async (videos, folder) => {
      const id = await videos.begin('mp4', 'a')
      await append(videos, id, await recordedBytes('mp4', 60))
      const other = new VideoFolder({ folder })
      expect((await other.list()).videos).toMatchObject([{ state: 'recording' }])
      await expect(other.finish(id, {})).rejects.toThrow('Another window')
      await expect(other.remove(id)).rejects.toThrow('Another window')
      await videos.leave(id)
      const quiet = new Date(Date.now() - 10_000)
      utimesSync(path.join(folder, `${id}.part`), quiet, quiet)
      expect((await other.list()).videos).toMatchObject([{ state: 'cut off' }])
    }))

  it('keeps what was written before the disk was full, and says so', () => {
    let room = 30_000
    const openFile: VideoFolderOptions['openFile'] = async (file) => {
      const handle = await open(file, 'wx')
      const write = async (bytes: Uint8Array, at: number, length: number) => {
        if (room === 0) throw full
        const taken = Math.min(room, length)
        room -= taken
        return handle.write(bytes, at, taken)
      }
      return { write, close: () => handle.close() } as Awaited<ReturnType<NonNullable<VideoFolderOptions['openFile']>>>
    }
    return withFolder(
      async (videos, folder) => {
        const id = await videos.begin('webm', 'a')
        await expect(append(videos, id, await recordedBytes('webm', 90))).rejects.toThrow(`The disk is full. The screen recording is kept as far as it came, in ${folder}.`)
        expect(await videos.finish(id, {})).toMatchObject({ problem: null })
        expect((await readVideo(path.join(folder, id))).packets).toBe(30)
      },
      { openFile },
    )
  })

  it('keeps a recording as it was where there is no room to finish it', () =>
    withFolder(
      async (videos, folder) => {
        const id = await videos.begin('webm', 'a')
        const bytes = await recordedBytes('webm', 60)
        await append(videos, id, bytes)
        const { video, problem } = await videos.finish(id, {})
        expect(problem).toMatch(/without index and duration\. The disk is full\./)
        expect(video).toMatchObject({ state: 'whole', bytes: bytes.length })
        expect(readFileSync(path.join(folder, id)).equals(bytes)).toBe(true)
      },
      {
        finish: ({ to }) => {
          writeFileSync(to, 'half a file')
          return Promise.reject(full)
        },
      },
    ))

  it('moves recordings into the trash and brings them back, with their texts', () =>
    withFolder(async (videos, folder) => {
      const id = await videos.begin('webm', 'a')
      await append(videos, id, await recordedBytes('webm', 30))
      await videos.finish(id, { chapters: '00:00 All\n' })
      const removed = await videos.remove(id)
      expect(await videos.list()).toMatchObject({ videos: [] })
      expect(readdirSync(folder)).toEqual(['trash'])
      expect(await videos.restore(removed)).toBe(id)
      expect(readdirSync(folder)).toContain(`${id.slice(0, -5)}.chapters.txt`)
      await expect(videos.restore(removed)).rejects.toThrow('not in the trash')
    }))

  it('a recording that is discarded while it grows can be brought back and played', () =>
    withFolder(async (videos, folder) => {
      const id = await videos.begin('webm', 'a')
      await append(videos, id, await recordedBytes('webm', 30))
      expect(await videos.restore(await videos.remove(id))).toBe(id)
      expect((await readVideo(path.join(folder, id))).packets).toBe(30)
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    }))

  it('deletes one without a picture for good', () =>
    withFolder(async (videos, folder) => {
      await videos.remove(await videos.begin('webm', 'a'))
      expect([readdirSync(folder), readdirSync(path.join(folder, 'trash'))]).toEqual([['trash'], []])
    }))

  it('two recordings of one second have two names', () =>
    withFolder(
      async (videos) => {
        const [a, b] = [await videos.begin('webm', 'x'), await videos.begin('webm', 'x')]
        expect(b).toBe(a.replace('.webm', ' 2.webm'))
      },
      { nowMs: () => 0 },
    ))

  it('holds so much, and then says what to do', () =>
    withFolder(
      async (videos, folder) => {
        const id = await videos.begin('webm', 'a')
        await videos.append(id, 0, new Uint8Array(100))
        await expect(videos.begin('webm', 'b')).rejects.toThrow(`The screen recordings in ${folder} have 0.0 GiB. Delete some`)
      },
      { quotaBytes: 100 },
    ))

  it.each(['../secret.webm', 'a/b.webm', '.webm', 'video.txt', 'x.webm\0', ''])('knows no recording of the name %j', (id) =>
    withFolder(async (videos, folder) => {
      await videos.begin('webm', 'a')
      writeFileSync(path.join(folder, '..', 'secret.webm'), 'x')
      expect(await videos.bytesOf(id)).toBeNull()
      await expect(videos.finish(id, {})).rejects.toThrow('There is no screen recording')
      await expect(videos.remove(id)).rejects.toThrow('There is no screen recording')
      await expect(videos.restore(id)).rejects.toThrow('not in the trash')
    }))
})
