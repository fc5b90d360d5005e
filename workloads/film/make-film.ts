import { writeFile } from 'node:fs/promises'
import { chaptersOf, showUntil, webVttOf } from '../analysis/index.ts'
import { UsageError, type Show, type Storyboard } from '../contract/index.ts'
import { FilmPage, type FilmSize } from './film-page.ts'
import { GifSink } from './gif-sink.ts'
import { PictureSink } from './picture-sink.ts'
import type { Sink } from './sink.ts'
import { VideoSink } from './video-sink.ts'
import { isNoRoom, removeFile } from './write-what-fits.ts'

export const FILM_FORMATS = ['webm', 'mp4', 'gif', 'png-sequence'] as const
export type FilmFormat = (typeof FILM_FORMATS)[number]

export interface PerformanceOptions extends FilmSize {
  readonly storyboard: Storyboard
  /** Of a served window, with its token. */
  readonly url: string
  readonly theme: 'light' | 'dark'
  /** Ends the performance, or the film, which keeps what it has. */
  readonly signal: AbortSignal
  /** Called when something was done: share of the pictures, or null while the storyboard is performed. */
  readonly onProgress: (share: number | null) => void
}

export interface FilmOptions extends PerformanceOptions {
  readonly format: FilmFormat
  /** The video, or the folder of the pictures. Subtitles and chapters of a video are written beside it. */
  readonly out: string
  readonly fps: number
}

export interface MadeFilm {
  /** What the film shows. */
  readonly show: Show
  /** How long each run of the performance took, in the order of their starts. */
  readonly runEndsMs: readonly number[]
  readonly pictures: number
  /** Those that differ from the one before. */
  readonly distinct: number
  readonly files: readonly string[]
  /** Why it ends before the show does, and how long that is; null when it does not. */
  readonly cut: { readonly why: string; readonly wholeMs: number } | null
}

/**
 * Performs a storyboard in a browser without a window, then films it picture by picture: the runs have the machine for
 * themselves, and no picture is lost however slow the machine is. A film that is stopped, for whatever reason, keeps the
 * pictures that it has, in a file that is whole.
 * @throws UsageError when there is no browser, a step cannot be done, or not one picture could be kept; what `signal` was
 *   aborted with before there was a picture
 */
export async function makeFilm(options: FilmOptions): Promise<MadeFilm> {
  const { out, format, fps, signal } = options
  const page = await openPage(options)
  try {
    const show = await performed(page, options)
    const runEndsMs = await page.runEndsMs()
    const sink = await openSink(page, options)
    const { distinct, problem } = await filmed(page, sink, show, options)
    const pictures = await sink.finish(show)
    if (pictures === 0) {
      signal.throwIfAborted()
      throw new UsageError(`${problem ?? 'The disk is full.'} Nothing of the film could be kept.`)
    }
    const isWhole = pictures >= picturesOf(show, fps)
    const kept = isWhole ? show : showUntil(show, (pictures * 1000) / fps)
    const texts = format === 'gif' ? [] : await writeTexts(out, kept)
    const cut = isWhole ? null : { why: problem ?? 'The disk is full.', wholeMs: show.durationMs }
    return { show: kept, runEndsMs, pictures, distinct, files: [out, ...texts], cut }
  } finally {
    await page.close()
  }
}

export interface PerformedShow {
  readonly show: Show
  /** Of its runs, in the order of their starts. */
  readonly runFiles: readonly Uint8Array[]
}

/**
 * Performs a storyboard, and no more.
 * @throws UsageError when there is no browser, or a step cannot be done; what `signal` was aborted with
 */
export async function performShow(options: PerformanceOptions): Promise<PerformedShow> {
  const page = await openPage(options)
  try {
    const show = await performed(page, options)
    return { show, runFiles: await page.runFiles() }
  } finally {
    await page.close()
  }
}

const openPage = ({ url, theme, width, height }: PerformanceOptions): Promise<FilmPage> => FilmPage.open(url, { width, height }, theme)

async function performed(page: FilmPage, { storyboard, signal, onProgress }: PerformanceOptions): Promise<Show> {
  const stop = (): void => void page.close().catch(() => undefined) // what waits for the page rejects then
  signal.addEventListener('abort', stop)
  try {
    signal.throwIfAborted()
    onProgress(null)
    return await page.perform(storyboard)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const picturesOf = ({ durationMs }: Show, fps: number): number => Math.max(1, Math.ceil((durationMs / 1000) * fps))

/** Takes the pictures. @returns why it has not taken them all, or null */
async function filmed(page: FilmPage, sink: Sink, show: Show, { fps, signal, onProgress }: FilmOptions) {
  const pictures = picturesOf(show, fps)
  let distinct = 0
  let last: string | null = null
  // While one picture is encoded the next is taken.
  let adding: Promise<unknown> = Promise.resolve()
  let problem: string | null = null
  try {
    for (let at = 0; at < pictures; at++) {
      if (signal.aborted && at > 0) {
        problem = 'Stopped.'
        break
      }
      const isNew = (await page.show((at * 1000) / fps)) || last === null
      const picture: string = isNew || last === null ? await page.picture() : last
      const same = picture === last
      await adding
      adding = sink.add(picture, same)
      adding.catch(() => undefined) // it is awaited before the next one
      if (!same) distinct++
      last = picture
      onProgress((at + 1) / pictures)
    }
    await adding
  } catch (error) {
    await adding.catch(() => undefined) // the reason is the error above
    problem = isNoRoom(error) ? 'The disk is full.' : error instanceof Error ? error.message : String(error)
  }
  return { distinct, problem }
}

function openSink(page: FilmPage, { format, out, width, height, fps, storyboard }: FilmOptions): Promise<Sink> {
  switch (format) {
    case 'webm':
    case 'mp4':
      return VideoSink.begin(page, { container: format, out, width, height, fps, title: storyboard.title })
    case 'gif':
      return Promise.resolve(new GifSink(out, fps))
    case 'png-sequence':
      return PictureSink.begin(out)
  }
}

/** Subtitles and chapters, beside the film; none where there is no room for them. @returns the files */
async function writeTexts(out: string, show: Show): Promise<string[]> {
  const base = out.replace(/\.(webm|mp4)$/, '')
  const texts = { [`${base}.vtt`]: webVttOf(show), [`${base}.chapters.txt`]: chaptersOf(show) }
  const written: string[] = []
  for (const [file, text] of Object.entries(texts)) {
    try {
      await writeFile(file, text)
      written.push(file)
    } catch (error) {
      if (!isNoRoom(error)) throw error
      await removeFile(file)
    }
  }
  return written
}
