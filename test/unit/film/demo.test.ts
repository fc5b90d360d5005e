import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseStoryboard } from '#engine/analysis/storyboard/parse.js'
import { checkFilm } from '../../films/check.ts'
import { filmStoryboard } from '../../films/film-storyboard.ts'
import { look } from '../../films/look.ts'
import { BOARD, FILM_MS, poolscope } from './films.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-demo-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const board = path.join(folder, 'short.yaml')
writeFileSync(board, BOARD)

/** `1.9 s, 57 pictures, 43 of them new` */
const figuresOf = (out: string): number[] => (/^([\d.]+) s, (\d+) pictures, (\d+) of them new/.exec(out) ?? []).slice(1).map(Number)

describe('poolscope demo', () => {
  it('makes a film that is what its show was, as "npm run test:films" looks at those of all techniques', { timeout: FILM_MS }, async () => {
    const file = path.join(folder, 'checked.webm')
    const wanted = { width: 640, height: 360, fps: 30 }
    const made = await filmStoryboard(parseStoryboard(BOARD, 'short.yaml'), file, wanted)
    const { figures, problems } = await checkFilm(file, made, wanted)
    expect(problems).toEqual([])
    // Forty tasks of 140 ms on four threads: more than a second, in which something moves all the time.
    expect(figures.leastMoving).toBeGreaterThanOrEqual(25)
    expect(figures.texts).toBe(2)
    // Of another show, in another size, it would be a bad one.
    const { show, runEndsMs } = made
    const other = await checkFilm(file, { runEndsMs, show: { durationMs: 9000, cues: show.cues.filter(({ cue }) => cue !== 'caption') } }, { ...wanted, width: 1280 })
    const wrong = other.problems.join('\n')
    for (const problem of ['width is 640, not 1280', 'the show 9 s', 'not 270', 'Half are done.']) expect(wrong).toContain(problem)
  })

  it.each([
    ['mp4', 'h264'],
    ['gif', 'gif'],
  ])('films a storyboard as %s, with every picture', { timeout: FILM_MS }, async (format, codec) => {
    const film = path.join(folder, `short.${format}`)
    const { code, out, err } = await poolscope(['demo', board, '--out', film, '--size', '640x360', '--fps', '10'])
    expect([code, err]).toEqual([0, expect.stringMatching(/^performing\nfilming 0 %\n[^]*filming 100 %\n$/)])
    const [seconds = 0, pictures = 0, distinct = 0] = figuresOf(out)
    const found = await look(film)
    expect(found).toMatchObject({ codec, width: 640, height: 360 })
    expect(found.seconds).toBeCloseTo(pictures / 10, 1)
    expect(Math.abs(pictures / 10 - seconds)).toBeLessThan(0.2)
    // What did not change is told once, and for longer, in a GIF.
    expect(found.pictures).toBe(format === 'gif' ? distinct : pictures)
    expect(distinct).toBeGreaterThanOrEqual(10)
    if (format === 'gif') {
      expect(statSync(film).size).toBeLessThan(250_000)
      expect(existsSync(path.join(folder, 'short.vtt'))).toBe(false)
      return
    }
    expect(found.subtitles).toBe(true)
    expect(readFileSync(path.join(folder, 'short.vtt'), 'utf8')).toContain('Half are done.')
    expect(readFileSync(path.join(folder, 'short.chapters.txt'), 'utf8')).toBe('00:00 A pool\n')
    rmSync(path.join(folder, 'short.vtt'))
  })

  it('says which step cannot be performed, and leaves nothing', { timeout: FILM_MS }, async () => {
    const wrong = path.join(folder, 'wrong.yaml')
    const film = path.join(folder, 'wrong.webm')
    writeFileSync(wrong, BOARD.replace('preset: thread-pool', 'preset: thred-pool'))
    const { code, err } = await poolscope(['demo', wrong, '--out', film])
    expect(code).toBe(2)
    expect(err).toMatch(/Step 3 \("run"\): .*thred-pool/)
    expect(existsSync(film)).toBe(false)
  })

  it.each([
    ['a size that is not 16:9', ['--size', '640x480'], /16:9/],
    ['a rate that nobody can see', ['--fps', '5'], /--fps/],
    ['a rate that no browser shows of a GIF', ['--format', 'gif', '--fps', '60'], /--fps cannot be 60: a GIF/],
    ['a format that it does not know', ['--out', 'film.avi'], /no film format "avi".*webm.*gif.*html/],
    ['a folder that is not there', ['--out', 'nowhere/film.webm'], /nowhere\/film.webm" cannot be written: there is no such/],
  ])('refuses %s', async (_, options, message) => {
    const { code, err } = await poolscope(['demo', 'gather', '--out', path.join(folder, 'none.webm'), ...options])
    expect([code, existsSync(path.join(folder, 'none.webm'))]).toEqual([2, false])
    expect(err).toMatch(message)
  })

  it('overwrites nothing unless told to', async () => {
    const film = path.join(folder, 'mine.webm')
    writeFileSync(film, 'mine')
    const { code, err } = await poolscope(['demo', 'gather', '--out', film])
    expect([code, readFileSync(film, 'utf8')]).toEqual([2, 'mine'])
    expect(err).toMatch(/is there already.*--force/)
    expect(readdirSync(folder)).not.toContain('mine.vtt')
  })
})
