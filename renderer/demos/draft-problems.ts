import type { z } from 'zod'
import { storyboardSchema, type Storyboard } from '../../workloads/contract/index.ts'
import { valueAt, type Draft, type Path } from './draft.ts'
import { fieldsOfStep, HEAD_FIELDS, rangeWords, type StepField } from './step-fields.ts'

/** What is wrong with a draft, by the place of the field; none: it is a storyboard. */
export interface DraftProblems {
  readonly storyboard: Storyboard | null
  readonly at: ReadonlyMap<string, string>
  /** The steps with something wrong, in their order. */
  readonly steps: readonly number[]
  /** Fields of the storyboard itself are wrong. */
  readonly head: boolean
}

export const placeOf = (path: readonly PropertyKey[]): string => path.map(String).join('/')

export function problemsOf(draft: Draft): DraftProblems {
  const parsed = storyboardSchema.safeParse(draft)
  if (parsed.success) return { storyboard: parsed.data, at: new Map(), steps: [], head: false }
  const at = new Map<string, string>()
  const steps = new Set<number>()
  for (const issue of parsed.error.issues) {
    const place = placeOf(issue.path)
    if (!at.has(place)) at.set(place, messageOf(draft, issue))
    if (issue.path[0] === 'steps' && typeof issue.path[1] === 'number') steps.add(issue.path[1])
  }
  const head = parsed.error.issues.some(({ path }) => path[0] !== 'steps')
  return { storyboard: null, at, steps: [...steps].sort((a, b) => a - b), head }
}

/** What would be right, where the field says that better than the schema. */
function messageOf(draft: Draft, { path, message }: z.core.$ZodIssue): string {
  const field = fieldAt(draft, path)
  if (field === undefined) return message
  if (field.type === 'number' && message.startsWith('Invalid input')) return rangeWords(field)
  if (field.type === 'number' && message.startsWith('Too ')) return rangeWords(field)
  if (field.type === 'numbers') return 'Whole numbers from 1 up.'
  if (field.type === 'choice') return 'Choose one of the list.'
  return message
}

function fieldAt(draft: Draft, path: readonly PropertyKey[]): StepField | undefined {
  const [first, step, name] = path
  if (first !== 'steps') return HEAD_FIELDS.find((field) => field.name === first)
  const kind = valueAt(draft, [...(['steps', Number(step), 'step'] satisfies Path)])
  return fieldsOfStep(kind as Draft['steps'][number]['step']).find((field) => field.name === name)
}
