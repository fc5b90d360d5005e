import type { Step, Storyboard } from '../../contract/index.ts'

const LEAST_READING_MS = 1800
/** 15 characters a second: a calm reader, who looks at the chart, too. */
const MS_PER_CHARACTER = 66

/** How long steps take that do not say so themselves. A replay ends with a moment of rest. */
export const PACE_MS = { card: 3500, think: 5000, compare: 6000, rest: 600 } as const

/** How long a text must stay to be read. */
export const readingMs = (text: string): number => Math.max(LEAST_READING_MS, text.length * MS_PER_CHARACTER)

export const cardMs = ({ title, text = '', forMs = PACE_MS.card }: { title: string; text?: string | undefined; forMs?: number | undefined }): number =>
  Math.max(forMs, readingMs(title + text))

export const thinkMs = ({ question, answers, thinkMs: least = PACE_MS.think }: { question: string; answers: readonly string[]; thinkMs?: number | undefined }): number =>
  Math.max(least, readingMs(question + answers.join('')))

/**
 * About how long a storyboard takes, in ms: what there is to read and to think about. How long its runs take is measured
 * each time anew; here they count as what is said of them.
 */
export const aboutMs = ({ steps }: Pick<Storyboard, 'steps'>): number => steps.reduce((sum, step) => sum + stepMs(step), 0)

function stepMs(step: Step): number {
  switch (step.step) {
    case 'card':
      return cardMs(step)
    case 'say':
      return step.forMs ?? readingMs(step.text)
    case 'hold':
      return step.forMs
    case 'predict':
      return thinkMs(step) + readingMs(step.why)
    case 'compare':
      return step.forMs ?? PACE_MS.compare
    case 'run':
    case 'replay':
      return Math.max(LEAST_READING_MS, (step.captions ?? []).reduce((sum, { say }) => sum + readingMs(say), 0))
    default:
      return 0
  }
}
