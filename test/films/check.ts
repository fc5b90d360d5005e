import { chapterListOf, sceneAt, textsOf, type TimedText } from '#engine/analysis/index.js'
import type { MadeFilm } from '#engine/film/index.js'
import { changesOf, look, subtitlesOf } from './look.ts'

/** What a film must be, by what it was to show. */
export interface Wanted {
  readonly width: number
  readonly height: number
  readonly fps: number
}

export interface FilmFigures {
  readonly seconds: number
  /** Fewest pictures a second that differ to the eye, of all seconds in which a run goes on without a pause; null: there is none. */
  readonly leastMoving: number | null
  readonly movingSeconds: number
  readonly texts: number
  readonly chapters: number
}

export interface CheckedFilm {
  readonly figures: FilmFigures
  /** What is wrong, for people; empty when nothing is. */
  readonly problems: readonly string[]
}

const LEAST_MOVING = 25
/** A reader's pace; a card and a question are read with one look at the whole. */
const MOST_CHARACTERS_PER_S = 17

/** Looks at a WebM with ffprobe and ffmpeg, and compares it with the show that it is of. */
export async function checkFilm(file: string, { show, runEndsMs }: Pick<MadeFilm, 'show' | 'runEndsMs'>, wanted: Wanted): Promise<CheckedFilm> {
  const found = await look(file)
  const problems: string[] = []
  const expect = (name: string, is: unknown, should: unknown): void => {
    if (is !== should) problems.push(`${name} is ${String(is)}, not ${String(should)}`)
  }
  expect('codec', found.codec, 'vp9')
  expect('width', found.width, wanted.width)
  expect('height', found.height, wanted.height)
  expect('a track of subtitles', found.subtitles, true)
  const seconds = show.durationMs / 1000
  if (Math.abs(found.seconds - seconds) > 2 / wanted.fps) problems.push(`it lasts ${found.seconds} s, the show ${seconds} s`)
  expect('number of pictures', found.pictures, Math.ceil(seconds * wanted.fps))

  const texts = textsOf(show)
  problems.push(...textProblems(found.subtitles ? await subtitlesOf(file) : [], texts))

  const changes = await changesOf(file, found)
  const moving = changes.map((_, at) => isMoving(show, runEndsMs, (at * 1000) / wanted.fps))
  const least = leastInASecond(changes, moving, wanted.fps)
  if (least !== null && least < Math.min(LEAST_MOVING, wanted.fps - 1)) problems.push(`only ${least} pictures differ in a second in which a run goes on`)
  return {
    figures: {
      seconds: found.seconds,
      leastMoving: least,
      movingSeconds: moving.filter(Boolean).length / wanted.fps,
      texts: texts.length,
      chapters: chapterListOf(show).length,
    },
    problems,
  }
}

/** Does a run go on, in sight, at this time of the show? */
function isMoving(show: MadeFilm['show'], runEndsMs: readonly number[], atMs: number): boolean {
  const { card, question, compare, play } = sceneAt(show, atMs)
  return card === null && question === null && compare === null && play !== null && play.speed > 0 && play.runMs < (runEndsMs[play.run] ?? 0)
}

/** Of all seconds in which something moves from the first to the last picture, the least number of new pictures. */
function leastInASecond(changes: readonly boolean[], moving: readonly boolean[], fps: number): number | null {
  let least: number | null = null
  for (let from = 0; from + fps <= changes.length; from++) {
    if (!moving.slice(from, from + fps).every(Boolean)) continue
    const fresh = changes.slice(from, from + fps).filter(Boolean).length
    least = Math.min(least ?? Infinity, fresh)
  }
  return least
}

function textProblems(found: readonly TimedText[], wanted: readonly TimedText[]): string[] {
  const said = (texts: readonly TimedText[]): string => JSON.stringify(texts.map(({ text }) => text))
  if (said(found) !== said(wanted)) return [`its subtitles say ${said(found)}, the show ${said(wanted)}`]
  return wanted.flatMap(({ fromMs, toMs, text }, at) => {
    const atMs = found[at]?.fromMs ?? 0
    const pace = text.length / ((toMs - fromMs) / 1000)
    return [
      ...(Math.abs(atMs - fromMs) > 2 ? [`the subtitle "${text}" comes at ${atMs} ms, not at ${fromMs} ms`] : []),
      ...(pace > MOST_CHARACTERS_PER_S ? [`"${text}" is gone after ${((toMs - fromMs) / 1000).toFixed(1)} s: ${pace.toFixed(0)} characters a second`] : []),
    ]
  })
}
