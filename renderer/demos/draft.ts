import { STORYBOARD_VERSION, type Step, type Storyboard } from '../../workloads/contract/index.ts'

/** A storyboard while it is being made: of the right form, whatever stands in its fields. */
export interface Draft {
  readonly version: typeof STORYBOARD_VERSION
  readonly id: unknown
  readonly title: unknown
  readonly summary: unknown
  readonly seed: unknown
  readonly steps: readonly DraftStep[]
}

export type DraftStep = { readonly step: Step['step'] } & Readonly<Record<string, unknown>>

/** The way to a value in a draft. */
export type Path = readonly (string | number)[]

export const NEW_DRAFT: Draft = {
  version: STORYBOARD_VERSION,
  id: 'my-demo',
  title: 'My demo',
  summary: 'What it shows, in a line.',
  seed: 7,
  steps: [
    { step: 'card', title: 'My demo', text: 'What to look at.' },
    { step: 'show', panels: ['queue-depth', 'timeline'] },
    { step: 'run', preset: 'thread-pool' },
    { step: 'until', when: { event: 'finished' } },
    { step: 'card', title: 'What to remember' },
  ],
}

/** What a new step of each kind has in it. */
const BLANKS: Readonly<Record<Step['step'], Readonly<Record<string, unknown>>>> = {
  card: { title: '' },
  chapter: { title: '' },
  show: { panels: ['queue-depth', 'timeline'] },
  say: { text: '' },
  hold: { forMs: 2000 },
  run: { preset: 'thread-pool' },
  until: { when: { event: 'finished' } },
  turn: { knob: 'resize', value: 4 },
  highlight: { panel: 'queue-depth' },
  predict: { question: '', answers: ['', ''], right: 1, why: '' },
  replay: { speed: 0.2 },
  compare: { runs: [1, 2] },
}

export const blankStep = (step: Step['step']): DraftStep => ({ step, ...BLANKS[step] })

/** A copy to go on with, which is no longer the one that comes with the app. */
export const copyOf = (storyboard: Storyboard): Draft => ({ ...storyboard, id: `my-${storyboard.id}` })

/** A draft of whatever was read; null when it is nothing that a form could show. */
export function draftOf(value: unknown): Draft | null {
  if (!isObject(value) || !Array.isArray(value['steps'])) return null
  const steps: unknown[] = value['steps']
  if (!steps.every(isStep)) return null
  const { id = '', title = '', summary = '', seed = 7 } = value
  return { version: STORYBOARD_VERSION, id, title, summary, seed, steps }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const isStep = (value: unknown): value is DraftStep => isObject(value) && typeof value['step'] === 'string' && value['step'] in BLANKS

export const insertStep = (draft: Draft, at: number, step: DraftStep): Draft => ({ ...draft, steps: draft.steps.toSpliced(at, 0, step) })

export const removeStep = (draft: Draft, at: number): Draft => ({ ...draft, steps: draft.steps.toSpliced(at, 1) })

/** One place up (-1) or down (1); unchanged at the ends. */
export function moveStep(draft: Draft, at: number, by: 1 | -1): Draft {
  const step = draft.steps[at]
  const to = at + by
  if (step === undefined || to < 0 || to >= draft.steps.length) return draft
  return { ...draft, steps: draft.steps.toSpliced(at, 1).toSpliced(to, 0, step) }
}

/** With another value at a place; `undefined`: the field is left out. */
export const setAt = (draft: Draft, path: Path, value: unknown): Draft => withValue(draft, path, value) as Draft

function withValue(target: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (typeof key === 'number') {
    const list: unknown[] = Array.isArray(target) ? target : []
    return value === undefined && rest.length === 0 ? list.toSpliced(key, 1) : list.with(key, withValue(list[key], rest, value))
  }
  const object = isObject(target) ? target : {}
  const next = withValue(object[key], rest, value)
  if (next !== undefined) return { ...object, [key]: next }
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}

/** What stands at a place. */
export const valueAt = (target: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return (value as unknown[])[Number(key)]
    return isObject(value) ? value[key] : undefined
  }, target)

/** What stands in a field of text; nothing where it is something else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
