import { stepSchema } from '../../workloads/contract/index.ts'
import { stepWords } from '../presenter/step-words.ts'
import { textOf, type Draft, type DraftStep } from './draft.ts'

/** What a step does, in a few words; nothing while it is not right. */
export function draftStepWords(step: DraftStep, titleOf: (preset: string) => string): string {
  const parsed = stepSchema.safeParse(step)
  return parsed.success ? stepWords(parsed.data, titleOf) : ''
}

/** What a draft is called in lists. */
export const draftTitle = ({ title }: Draft): string => textOf(title).trim() || 'Untitled'
