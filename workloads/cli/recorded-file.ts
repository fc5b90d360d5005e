import { readFile } from 'node:fs/promises'
import { readRecordedRun, type RecordedRun } from '../analysis/index.ts'
import { RunFileError, UsageError } from '../contract/index.ts'
import { fileProblem } from './text/file-problem.ts'

export interface RecordedFile {
  readonly run: RecordedRun
  readonly bytes: Uint8Array
}

/**
 * A run file as a run, and as it is.
 * @throws UsageError when there is no such file, or nothing in it that can be used
 */
export async function readRecordedFile(file: string): Promise<RecordedFile> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read: ${fileProblem(error)}.`, { cause: error })
  }
  try {
    return { run: readRecordedRun(bytes), bytes }
  } catch (error) {
    if (!(error instanceof RunFileError)) throw error
    throw new UsageError(`"${file}" cannot be used. ${error.message}`, { cause: error })
  }
}
