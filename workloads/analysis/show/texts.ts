import type { Show } from '../../contract/index.ts'
import { sceneAt, type Scene } from './scene.ts'

/** A text that can be read from `fromMs` to `toMs` of the show. */
export interface TimedText {
  readonly fromMs: number
  readonly toMs: number
  readonly text: string
}

/** All that the show says, in its order: captions, cards, questions with their answers. */
export function textsOf(show: Show): TimedText[] {
  const times = [...new Set(show.cues.map(({ atMs }) => atMs))]
  const texts: TimedText[] = []
  times.forEach((fromMs, at) => {
    const toMs = times[at + 1] ?? show.durationMs
    const text = textOf(sceneAt(show, fromMs))
    const last = texts.at(-1)
    if (text === '' || toMs <= fromMs) return
    if (last?.text === text && last.toMs === fromMs) texts[texts.length - 1] = { ...last, toMs }
    else texts.push({ fromMs, toMs, text })
  })
  return texts
}

/** What there is to read on the stage beside charts: a card, a question and its answer, or a caption. */
export function textOf({ card, question, caption }: Scene): string {
  if (card !== null) return [card.title, card.text].filter((line) => line !== null).join('\n')
  if (question !== null) {
    if (question.right === null) return [question.question, ...question.answers.map((answer, at) => `${at + 1}. ${answer}`)].join('\n')
    return [`${question.right + 1}. ${question.answers[question.right] ?? ''}`, question.why ?? ''].join('\n')
  }
  return caption ?? ''
}

/**
 * Subtitles as WebVTT.
 * @see https://www.w3.org/TR/webvtt1/
 */
export function webVttOf(show: Show): string {
  const blocks = textsOf(show).map(
    ({ fromMs, toMs, text }, at) => `${at + 1}\n${vttTime(fromMs)} --> ${vttTime(toMs)}\n${escaped(text)}\n`,
  )
  return ['WEBVTT\n', ...blocks].join('\n')
}

/** What video sites ask of chapters: none shorter than this, and at least three of them. */
const LEAST_CHAPTER_MS = 10_000

export interface Chapter {
  readonly atMs: number
  readonly title: string
}

/** Chapters long enough for a video site: the first begins at 0, one that begins too soon after it, or before the end, is part of it. */
export function chapterListOf({ cues, durationMs }: Show): Chapter[] {
  const chapters: Chapter[] = []
  for (const cue of cues) {
    if (cue.cue !== 'chapter') continue
    const last = chapters.at(-1)
    if (last === undefined) chapters.push({ atMs: 0, title: cue.title })
    else if (cue.atMs - last.atMs >= LEAST_CHAPTER_MS && durationMs - cue.atMs >= LEAST_CHAPTER_MS) {
      chapters.push({ atMs: cue.atMs, title: cue.title })
    }
  }
  return chapters
}

/** `00:00 Title` a line, as video sites read them. */
export const chaptersOf = (show: Show): string => `${chapterListOf(show).map(({ atMs, title }) => `${clock(atMs)} ${title}`).join('\n')}\n`

const two = (value: number): string => String(value).padStart(2, '0')

function vttTime(ms: number): string {
  const whole = Math.round(ms)
  const seconds = Math.floor(whole / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(whole % 1000).padStart(3, '0')}`
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const hours = Math.floor(seconds / 3600)
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** A blank line or an arrow would end the cue. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(/\n{2,}/g, '\n')
