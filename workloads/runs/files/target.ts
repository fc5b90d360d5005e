import { open, rm, type FileHandle } from 'node:fs/promises'
import { UsageError } from '../../contract/index.ts'
import { codeOf, reasonOf } from './file-errors.ts'

/** A file that is open for a run which has yet to begin; what is in it is left alone until then. */
export interface RunFileTarget {
  readonly path: string
  readonly file: FileHandle
  /** Gives it up when there was no run after all; a new file is removed again. */
  discard(): Promise<void>
}

/**
 * Opens a file for a run.
 * @param options `overwrite`: a file that is there may be replaced
 * @throws UsageError when it cannot be written to, or is there already
 */
export async function openRunFile(
  path: string,
  options: { readonly overwrite?: boolean } = {},
): Promise<RunFileTarget> {
  try {
    return target(path, await open(path, 'ax'), true)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || options.overwrite !== true) throw cannotOpen(path, error)
  }
  try {
    return target(path, await open(path, 'a'), false)
  } catch (error) {
    throw cannotOpen(path, error)
  }
}

function target(path: string, file: FileHandle, isNew: boolean): RunFileTarget {
  return {
    path,
    file,
    async discard() {
      await file.close()
      if (isNew) await rm(path, { force: true })
    },
  }
}

const WHY: ReadonlyMap<unknown, string> = new Map([
  ['EEXIST', 'It is there already. Choose another name, or overwrite it with --force.'],
  ['EISDIR', 'It is a folder. Add the name of a file.'],
  ['ENOENT', 'Its folder does not exist. Make that first, or choose another.'],
  ['ENOTDIR', 'Its folder is a file. Choose another.'],
  ['EACCES', 'You may not write there. Choose another folder.'],
  ['EROFS', 'Nothing can be written there. Choose another folder.'],
])

function cannotOpen(path: string, cause: unknown): UsageError {
  const reason = WHY.get(codeOf(cause)) ?? `${reasonOf(cause)} Choose another place.`
  return new UsageError(`The run file ${path} cannot be written. ${reason}`, { cause })
}
