import { turn } from './clock.ts'

/** The texts of the warnings that Node was given while `action` ran. */
export async function warningsDuring(action: () => void | Promise<void>): Promise<string[]> {
  const texts: string[] = []
  const listener = (warning: Error): void => void texts.push(warning.message)
  process.on('warning', listener)
  try {
    await action()
    await turn()
  } finally {
    process.off('warning', listener)
  }
  return texts
}
