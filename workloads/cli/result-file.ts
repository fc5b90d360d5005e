import { open } from 'node:fs/promises'
import { UsageError } from '../contract/index.ts'
import { fileProblem } from './text/file-problem.ts'

/** A file that is open for a result which has yet to be measured; what is in it is left alone until then. */
export interface ResultFile {
  write(text: string): Promise<void>
}

/**
 * Opens the file of `--out` before the work begins, so that nothing is measured in vain; null without.
 * @throws UsageError when it cannot be written to, or is there and may not be overwritten
 */
export async function openResultFile({ out, force = false }: { readonly out?: string; readonly force?: boolean }): Promise<ResultFile | null> {
  if (out === undefined) {
    if (force) throw new UsageError('--force overwrites the file of --out, so it needs --out <file>.')
    return null
  }
  const created = await openFile(out, 'wx', force)
  const file = created ?? (await openFile(out, 'r+', false))
  if (file === null) throw new UsageError(`"${out}" cannot be written.`)
  return {
    async write(text) {
      await file.truncate()
      await file.writeFile(text)
      await file.close()
    },
  }
}

/** null where the file is there and may be. */
async function openFile(out: string, flags: 'wx' | 'r+', mayBeThere: boolean) {
  try {
    return await open(out, flags)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new UsageError(`"${out}" cannot be written: ${fileProblem(error)}.`, { cause: error })
    }
    if (mayBeThere) return null
    throw new UsageError(`"${out}" is there already. Choose another name, or overwrite it with --force.`, { cause: error })
  }
}
