import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { OWN_TASK, parseParameters, UsageError, type Params } from '../contract/index.ts'
import type { SweepTarget } from '../sweep/index.ts'
import type { Terminal } from './output.ts'

/**
 * A module's code runs with the rights of its user, who must have agreed to that; nothing is asked for a preset.
 * @throws UsageError where nobody can be asked, or says no
 */
export async function agreeToOwnTask({ preset, params }: Pick<SweepTarget, 'preset' | 'params'>, isAgreed: boolean, terminal: Terminal): Promise<void> {
  if (preset !== OWN_TASK) return
  const { ownTaskConsent } = await import('../runs/consent.ts')
  const { ownTask } = await import('../own/index.ts')
  const consent = await ownTaskConsent(ownTask.limit?.(parseParameters(ownTask.schema, {}, params)) as Params)
  if (consent.question === null) return
  if (!isAgreed && !(await confirm(consent.question, terminal))) throw new UsageError(`${consent.question} Add --yes to go on.`)
  await consent.remember()
}

/** Asks where there is someone to ask. */
export async function confirm(question: string, { err }: Terminal): Promise<boolean> {
  if (!err.isTerminal || !process.stdin.isTTY) return false
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    // Ctrl-C at the question closes the reader and leaves the question open.
    const closed = once(reader, 'close').then(() => '')
    const answer = await Promise.race([reader.question(`${question}\nGo on? [y/N] `), closed])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    reader.close()
  }
}
