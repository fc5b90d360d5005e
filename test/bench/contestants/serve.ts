import type { Answer, OpenContestant } from './contestant.ts'

/** Opens the contestant that the command line names, and runs a round for each message, until its parent is gone. */
const [, , module = '', setting = 'null'] = process.argv
const answer = (message: Answer): void => {
  process.send?.(message)
}
const failure = (error: unknown): Answer => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })

try {
  const { open } = (await import(module)) as { open: OpenContestant<unknown> }
  const contestant = await open(JSON.parse(setting))
  const round = async (small: boolean): Promise<void> => {
    try {
      answer({ figures: await contestant.round(small) })
    } catch (error) {
      answer(failure(error))
    }
  }
  process.on('message', (small: boolean) => void round(small)) // never rejects
  process.once('disconnect', () => {
    contestant.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
  answer({ figures: {} })
} catch (error) {
  answer(failure(error))
}
