/** The code of an error of the file system, such as `ENOENT`. */
export const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** Why something about a file failed, as a sentence for people. */
export function reasonOf(error: unknown): string {
  if (codeOf(error) === 'ENOSPC') return 'The disk is full.'
  const text = error instanceof Error ? error.message : String(error)
  return text.endsWith('.') ? text : `${text}.`
}
