import type { Cue, Show, StagePanel } from '../../contract/index.ts'

/** All that is to be seen on the stage at one time. */
export interface Scene {
  readonly chapter: string | null
  readonly card: { readonly title: string; readonly text: string | null } | null
  readonly panels: readonly StagePanel[]
  readonly caption: string | null
  readonly highlight: StagePanel | null
  /** `runMs` may lie beyond the end of the run, which then stands at its end. */
  readonly play: { readonly run: number; readonly runMs: number; readonly speed: number } | null
  readonly question: {
    readonly question: string
    readonly answers: readonly string[]
    readonly right: number | null
    readonly why: string | null
  } | null
  readonly compare: readonly [number, number] | null
}

export const EMPTY_SCENE: Scene = {
  chapter: null,
  card: null,
  panels: ['queue-depth', 'timeline'],
  caption: null,
  highlight: null,
  play: null,
  question: null,
  compare: null,
}

/** The stage at `atMs` of a show: the same for a performance that goes on, a film, and a replay. */
export function sceneAt({ cues }: Pick<Show, 'cues'>, atMs: number): Scene {
  let scene = EMPTY_SCENE
  for (const cue of cues) {
    if (cue.atMs > atMs) break
    scene = after(scene, cue)
    if (cue.cue === 'play') scene = { ...scene, play: { run: cue.run, runMs: cue.fromMs + (atMs - cue.atMs) * cue.speed, speed: cue.speed } }
  }
  return scene
}

/** The first part of a show. */
export const showUntil = (show: Show, endMs: number): Show =>
  endMs >= show.durationMs ? show : { durationMs: endMs, cues: show.cues.filter(({ atMs }) => atMs < endMs) }

function after(scene: Scene, cue: Cue): Scene {
  switch (cue.cue) {
    case 'chapter':
      return { ...scene, chapter: cue.title }
    case 'card':
      return { ...scene, card: { title: cue.title, text: cue.text }, caption: null }
    case 'card-off':
      return { ...scene, card: null }
    case 'panels':
      return { ...scene, panels: cue.panels, highlight: null }
    case 'caption':
      return { ...scene, caption: cue.text }
    case 'highlight':
      return { ...scene, highlight: cue.panel }
    case 'play':
      return scene
    case 'question':
      return { ...scene, question: { question: cue.question, answers: cue.answers, right: null, why: null }, caption: null }
    case 'answer':
      return scene.question === null ? scene : { ...scene, question: { ...scene.question, right: cue.right, why: cue.why } }
    case 'question-off':
      return { ...scene, question: null }
    case 'compare':
      return { ...scene, compare: cue.runs }
    case 'compare-off':
      return { ...scene, compare: null }
  }
}
