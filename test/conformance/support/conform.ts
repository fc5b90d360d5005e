import { describe, it } from 'vitest'
import type { Executor } from '#engine/executors/index.js'
import { caseOf, type Subject } from '../cases.ts'
import { EXECUTORS, openExecutor, type Options } from './open.ts'

export type Open = (options?: Options) => Executor

/** Registers the test of a case for each of its subjects; the table in `cases.ts` says which those are. */
export function conform(number: number, test: (open: Open, subject: Subject) => void | Promise<void>): void {
  const { name, subjects } = caseOf(number)
  describe(name, () => {
    for (const subject of subjects) {
      it(subject, async () => {
        await test(opener(subject), subject)
      })
    }
  })
}

function opener(subject: Subject): Open {
  const kind = EXECUTORS.find((name) => name === subject)
  if (kind !== undefined) return (options) => openExecutor(kind, options)
  return () => {
    throw new Error('this case is not about executors')
  }
}
