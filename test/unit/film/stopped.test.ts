import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../child.ts'
import { listProcesses } from '../../e2e/support/processes.ts'
import { look } from '../../films/look.ts'
import { BOARD, FILM_MS, poolscope } from './films.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-stopped-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const board = path.join(folder, 'short.yaml')
writeFileSync(board, BOARD)

/** Its own folder for temporary files, to see what is left in it. */
function temporary(name: string): string {
  const own = path.join(folder, name)
  mkdirSync(own)
  return own
}

/** Ends the browser that a process has started, as the system would. */
function killBrowserOf(pid: number | undefined): void {
  const browser = listProcesses().find(({ parent, command }) => parent === pid && command.includes('--headless'))
  if (browser === undefined) throw new Error('no browser was started')
  process.kill(browser.pid, 'SIGKILL')
}

describe('a film that is stopped', () => {
  it.each([
    ['Ctrl-C', 'webm', /^Stopped\. /m, (pid: number) => process.kill(pid, 'SIGINT')],
    ['the end of its browser', 'mp4', /^The browser has ended\. /m, killBrowserOf],
  ])('by %s keeps what there is: a whole %s', { timeout: FILM_MS }, async (name, format, reason, stop) => {
    const film = path.join(folder, `${name}.${format}`)
    const TMPDIR = temporary(`tmp ${name}`)
    let stopped = false
    const { code, out, err } = await poolscope(['demo', board, '--out', film, '--size', '640x360', '--fps', '30'], {
      env: { TMPDIR },
      onErr: (said, { pid }) => {
        if (stopped || !said.includes('filming 25 %')) return
        stopped = true
        stop(pid ?? 0)
      },
    })
    expect(code).toBe(1)
    expect(err).toMatch(reason)
    const [, kept = '', whole = ''] = /has the first ([\d.]+) s of ([\d.]+) s, and can be played/.exec(err) ?? []
    expect(Number(kept)).toBeLessThan(Number(whole))
    const found = await look(film)
    expect(found.seconds).toBeCloseTo(Number(kept), 0)
    expect(found.pictures).toBe(Number(/(\d+) pictures/.exec(out)?.[1]))
    expect(found.pictures).toBeGreaterThan(10)
    expect(readFileSync(film.replace(/\w+$/, 'vtt'), 'utf8')).toContain('A pool')
    // Of ours; a browser that is killed leaves its own lock.
    expect(readdirSync(TMPDIR).filter((left) => !left.startsWith('org.chromium.'))).toEqual([])
  })

  it('before there was a picture leaves nothing', { timeout: FILM_MS }, async () => {
    const film = path.join(folder, 'early.webm')
    const TMPDIR = temporary('tmp early')
    const { code, err } = await poolscope(['demo', board, '--out', film], {
      env: { TMPDIR },
      onErr: (said, { pid }) => {
        if (said === 'performing\n') process.kill(pid ?? 0, 'SIGINT')
      },
    })
    expect([code, err]).toEqual([1, 'performing\nStopped before there was anything to keep.\n'])
    expect([existsSync(film), readdirSync(TMPDIR)]).toEqual([false, []])
  })
})

/** Writes as many thousands of bytes as pictures, where files may have `limitBlocks` of 512 bytes: the system refuses more, as on a full disk. */
function writeLimited(file: string, pictures: number, limitBlocks: number): string {
  const program = `
    const { writeWhatFits } = await import(${JSON.stringify(pathToFileURL(path.join(ROOT, 'dist/film/index.js')).href)})
    console.log(await writeWhatFits(${JSON.stringify(file)}, ${pictures}, async (count) => Buffer.alloc(2000 + count * 1000, count)))`
  const limited = `trap '' XFSZ; ulimit -f ${limitBlocks}; exec "$0" --input-type=module -e "$1"`
  const { stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, program], { encoding: 'utf8' })
  return stdout.trim() + stderr
}

describe('a film for which there is no room', () => {
  it('has as many of its first pictures as fit, in a file that is whole', () => {
    const file = path.join(folder, 'limited')
    const kept = Number(writeLimited(file, 400, 400))
    expect(kept).toBeGreaterThan(150)
    expect(kept).toBeLessThan(400)
    expect(readFileSync(file).equals(Buffer.alloc(2000 + kept * 1000, kept))).toBe(true)
  })

  it('is whole when it fits, and leaves nothing when not one picture does', () => {
    const file = path.join(folder, 'fits')
    expect(writeLimited(file, 100, 400)).toBe('100')
    expect(statSync(file).size).toBe(102_000)
    expect(writeLimited(path.join(folder, 'none'), 400, 1)).toBe('0')
    expect(existsSync(path.join(folder, 'none'))).toBe(false)
  })
})
