import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { MAX_VIDEO_CHUNK_BYTES, videoPath, videosSchema } from '#engine/contract/index.js'
import { recordedBytes } from '../videos/support.ts'
import { openWindow, withSession } from './window.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

it('a window records a video; its bytes come by GET, its end with its duration', () =>
  withSession(async (session) => {
    const window = openWindow(session)
    const { id } = await window.ask('beginVideo', { format: 'webm', title: 'Pool' })
    const bytes = await recordedBytes('webm', 30)
    expect(await window.ask('appendVideo', { id, position: 0, base64: base64(bytes) })).toEqual({ bytes: bytes.length })
    expect(await window.ask('finishVideo', { id })).toMatchObject({ video: { state: 'whole' }, problem: null })
    const saved = await session.savedBytes(videoPath(id))
    if (saved === null || 'refused' in saved) throw new Error('no bytes')
    expect(saved.type).toBe('video/webm')
    const parts: Buffer[] = []
    for await (const part of saved.open()) parts.push(part as Buffer)
    expect(Buffer.concat(parts).length).toBe(saved.length)
    expect(await session.savedBytes('/videos/..%2Fruns')).toBeNull()
  }))

it('a window that goes away leaves its recording cut off, at once and for every window', () =>
  withSession(async (session) => {
    const [first, second] = [openWindow(session), openWindow(session)]
    const { id } = await first.ask('beginVideo', { format: 'mp4', title: 'Pool' })
    await first.ask('appendVideo', { id, position: 0, base64: base64(await recordedBytes('mp4', 60)) })
    await expect(second.ask('finishVideo', { id })).rejects.toThrow('Another window is recording')
    await expect(second.ask('deleteVideo', { id })).rejects.toThrow('Another window is recording')
    await expect(second.ask('appendVideo', { id, position: 0, base64: '' })).rejects.toThrow('This window is not recording')
    first.drop()
    await expect.poll(async () => videosSchema.parse(await second.ask('listVideos', {})).videos[0]?.state).toBe('cut off')
    expect(await second.ask('finishVideo', { id })).toMatchObject({ video: { state: 'whole' }, problem: null })
  }))

it('requests are checked at the border', () =>
  withSession(
    async (session, runsFolder) => {
      const window = openWindow(session)
      await expect(window.ask('beginVideo', { format: 'avi' as 'webm', title: 'x' })).rejects.toThrow('malformed')
      await expect(window.ask('beginVideo', { format: 'webm', title: 'x'.repeat(300) })).rejects.toThrow('malformed')
      const { id } = await window.ask('beginVideo', { format: 'webm', title: 'x' })
      const tooMuch = 'A'.repeat(Math.ceil((MAX_VIDEO_CHUNK_BYTES * 4) / 3) + 8)
      await expect(window.ask('appendVideo', { id, position: 0, base64: tooMuch })).rejects.toThrow('malformed')
      await expect(window.ask('appendVideo', { id, position: -1, base64: '' })).rejects.toThrow('malformed')
      expect(existsSync(path.join(runsFolder, '..', 'videos', `${id}.part`))).toBe(true)
    },
  ))
