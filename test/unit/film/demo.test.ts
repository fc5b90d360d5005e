import { BufferSource, EncodedPacketSink, Input, MATROSKA, MP4, WEBM } from 'mediabunny'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../child.ts'

/** A film takes as long as the machine needs for its pictures. */
const FILM_MS = 240_000
const BOARD = `
version: 1
id: short
title: Short
summary: A short one.
seed: 7
steps:
  - { step: card, title: A pool, forMs: 500 }
  - { step: show, panels: [queue-depth, timeline] }
  - step: run
    preset: thread-pool
    params: { task: sleep, tasks: 40, workers: 4, durationMs: 100 }
    captions:
      - { when: { ended: 0.5 }, say: Half are done. }
  - { step: until, when: { event: finished } }
`

const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-demo-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

function poolscope(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [path.join(ROOT, 'dist/cli/bin.js'), ...args], (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

/** What a player finds in a video. */
async function look(file: string) {
  const input = new Input({ source: new BufferSource(readFileSync(file)), formats: [WEBM, MATROSKA, MP4] })
  const track = await input.getPrimaryVideoTrack()
  if (track === null) throw new Error(`${file} has no video`)
  let pictures = 0
  let keys = 0
  for await (const packet of new EncodedPacketSink(track).packets()) {
    pictures++
    if (packet.type === 'key') keys++
  }
  return { pictures, keys, seconds: await input.computeDuration(), width: await track.getDisplayWidth(), height: await track.getDisplayHeight() }
}

describe('poolscope demo', () => {
  it.each([
    ['webm', 30],
    ['mp4', 10],
  ])('films a storyboard as %s, with every picture, subtitles and chapters', { timeout: FILM_MS }, async (format, fps) => {
    const board = path.join(folder, 'short.yaml')
    writeFileSync(board, BOARD)
    const film = path.join(folder, `short.${format}`)
    const { code, out, err } = await poolscope('demo', board, '--out', film, '--size', '640x360', '--fps', String(fps))
    expect([code, err]).toEqual([0, ''])
    const [, pictures, fresh] = /^[\d.]+ s, (\d+) pictures, (\d+) of them new/.exec(out) ?? []
    const video = await look(film)
    expect(video).toMatchObject({ pictures: Number(pictures), width: 640, height: 360 })
    expect(video.seconds).toBeCloseTo(Number(pictures) / fps, 1)
    expect(video.keys).toBeGreaterThanOrEqual(Math.floor(video.seconds / 2))
    // Forty tasks of 100 ms on four threads take at least a second, in which something moves all the time.
    expect(Number(fresh)).toBeGreaterThanOrEqual(fps)
    expect(readFileSync(path.join(folder, 'short.vtt'), 'utf8')).toContain('Half are done.')
    expect(readFileSync(path.join(folder, 'short.chapters.txt'), 'utf8')).toBe('00:00 A pool\n')
    expect(readFileSync(film).includes('Half are done.')).toBe(true)
  })

  it('says which step cannot be performed, and leaves no film', async () => {
    const board = path.join(folder, 'wrong.yaml')
    const film = path.join(folder, 'wrong.webm')
    writeFileSync(board, BOARD.replace('preset: thread-pool', 'preset: thred-pool'))
    const { code, err } = await poolscope('demo', board, '--out', film)
    expect(code).toBe(2)
    expect(err).toMatch(/Step 3 \("run"\): .*thred-pool/)
    expect(existsSync(film)).toBe(false)
  })

  it.each([
    ['a size that is not 16:9', ['--size', '640x480'], /16:9/],
    ['a rate that nobody can see', ['--fps', '5'], /--fps/],
    ['a format that it does not know', ['--out', 'film.avi'], /no film format "avi".*webm/],
  ])('refuses %s', async (_, options, message) => {
    const { code, err } = await poolscope('demo', 'gather', '--out', path.join(folder, 'none.webm'), ...options)
    expect([code, existsSync(path.join(folder, 'none.webm'))]).toEqual([2, false])
    expect(err).toMatch(message)
  })
})
