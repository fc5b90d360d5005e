import { UsageError } from '../contract/index.ts'
import type { Recorded, Run, RunFileTarget } from '../runs/index.ts'

export interface OutOptions {
  readonly out?: string
  readonly force?: boolean
}

/**
 * Opens the file of `--out`; null without.
 * @throws UsageError when it cannot be written to, or is there and may not be overwritten
 */
export async function openOut({ out, force }: OutOptions): Promise<RunFileTarget | null> {
  if (out === undefined) {
    if (force === true) throw new UsageError('--force overwrites the file of --out, so it needs --out <file>.')
    return null
  }
  const { openRunFile } = await import('../runs/index.ts')
  return openRunFile(out, { overwrite: force === true })
}

/** Records a run into the file. Resolves when that is closed, and never rejects. */
export async function recordOut(file: RunFileTarget | null, run: Run): Promise<Recorded | null> {
  if (file === null) return null
  const { RunFileWriter } = await import('../runs/index.ts')
  return new RunFileWriter(file, run).finished
}
