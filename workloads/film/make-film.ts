import { mkdir, open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { chaptersOf, webVttOf } from '../analysis/index.ts'
import type { Show, Storyboard } from '../contract/index.ts'
import { FilmPage, type FilmSize } from './film-page.ts'

export const FILM_FORMATS = ['webm', 'mp4', 'png-sequence'] as const
export type FilmFormat = (typeof FILM_FORMATS)[number]

export interface FilmOptions extends FilmSize {
  readonly storyboard: Storyboard
  /** Of a served window, with its token. */
  readonly url: string
  readonly format: FilmFormat
  /** The video, or the folder of the pictures. Subtitles and chapters are written beside it. */
  readonly out: string
  readonly fps: number
  readonly theme: 'light' | 'dark'
  readonly signal: AbortSignal
  /** Called when something was done: share of the pictures, or null while the storyboard is performed. */
  readonly onProgress: (share: number | null) => void
}

export interface MadeFilm {
  readonly show: Show
  readonly pictures: number
  /** Those that differ from the one before. */
  readonly distinct: number
  readonly files: readonly string[]
}

/**
 * Performs a storyboard in a browser without a window, then films it picture by picture: the runs have the machine for
 * themselves, and no picture is lost however slow the machine is.
 * @throws UsageError when there is no browser, or a step cannot be done; what `signal` was aborted with
 */
export async function makeFilm(options: FilmOptions): Promise<MadeFilm> {
  const { storyboard, url, format, out, fps, signal, onProgress } = options
  const page = await FilmPage.open(url, options, options.theme)
  const stop = (): void => void page.close().catch(() => undefined) // what waits for the page rejects then
  signal.addEventListener('abort', stop)
  try {
    onProgress(null)
    const show = await page.perform(storyboard)
    const subtitles = webVttOf(show)
    const sink = format === 'png-sequence' ? await pictureSink(out) : await videoSink(page, options, format, subtitles)
    const pictures = Math.max(1, Math.ceil((show.durationMs / 1000) * fps))
    let distinct = 0
    let last: string | null = null
    for (let at = 0; at < pictures; at++) {
      signal.throwIfAborted()
      const isNew = (await page.show((at * 1000) / fps)) || last === null
      const picture: string = isNew || last === null ? await page.picture() : last
      const same = picture === last
      if (!same) distinct++
      last = picture
      await sink.add(picture, same)
      onProgress((at + 1) / pictures)
    }
    await sink.finish()
    const base = out.replace(/\.(webm|mp4)$/, '')
    const texts = { [`${base}.vtt`]: subtitles, [`${base}.chapters.txt`]: chaptersOf(show) }
    for (const [file, text] of Object.entries(texts)) await writeFile(file, text)
    return { show, pictures, distinct, files: [out, ...Object.keys(texts)] }
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    await page.close()
  }
}

interface Sink {
  add(png: string, isSame: boolean): Promise<void>
  finish(): Promise<void>
}

async function videoSink(page: FilmPage, { out, width, height, fps, storyboard }: FilmOptions, container: 'webm' | 'mp4', subtitles: string): Promise<Sink> {
  const file = await open(out, 'w')
  const write = async (bytes: Uint8Array, position: number): Promise<void> => {
    await file.write(bytes, 0, bytes.length, position)
  }
  await page.beginVideo({ container, width, height, fps, subtitles, title: storyboard.title }, write)
  return {
    add: (png, isSame) => page.addToVideo(isSame ? null : png),
    finish: async () => {
      await page.finishVideo()
      await file.close()
    },
  }
}

async function pictureSink(folder: string): Promise<Sink> {
  await mkdir(folder, { recursive: true })
  let at = 0
  return {
    add: (png) => writeFile(path.join(folder, `${String(++at).padStart(5, '0')}.png`), Buffer.from(png, 'base64')),
    finish: () => Promise.resolve(),
  }
}
