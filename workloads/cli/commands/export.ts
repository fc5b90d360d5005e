import { createWriteStream } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EXPORT_IDS, isExportId, UsageError, type ExportId } from '../../contract/index.ts'
import type { Terminal } from '../output.ts'
import { readRecordedFile } from '../recorded-file.ts'
import { missingTexts } from '../text/missing.ts'
import { fileProblem } from '../text/file-problem.ts'

export interface ExportOptions {
  readonly format: string
  readonly out?: string
  readonly force?: boolean
}

/**
 * Writes a run file in another format, to standard output or to a file; warns of what the recording lacks.
 * @throws UsageError for an unknown format, a file that cannot be read, and one that would be overwritten
 */
export async function exportRun(file: string, options: ExportOptions, { out, err }: Terminal): Promise<void> {
  if (options.force === true && options.out === undefined) {
    throw new UsageError('--force overwrites the file of --out, so it needs --out <file>.')
  }
  const id = findFormat(options.format)
  const { run, bytes } = await readRecordedFile(file)
  const { EXPORT_FORMATS } = await import('../../runs/formats/index.ts')
  const format = EXPORT_FORMATS[id]
  for (const text of missingTexts(run)) err.write(`${err.style('yellow', 'warning')}: "${file}": ${text}\n`)
  const pieces = await format.write(run, bytes)
  if (options.out === undefined) return out.writeAll(pieces)
  await checkOther(file, options.out)
  await writeFile(options.out, pieces, options.force === true)
}

function findFormat(name: string): ExportId {
  if (isExportId(name)) return name
  throw new UsageError(`There is no format "${name}". Formats: ${EXPORT_IDS.join(', ')}.`)
}

/** Not even --force is meant to destroy the recording. */
async function checkOther(file: string, out: string): Promise<void> {
  const [source, target] = await Promise.all([realpath(file), realpath(out).catch(() => null)])
  if (source === target) throw new UsageError(`--out "${out}" is the run file itself. Choose another name.`)
}

async function writeFile(out: string, pieces: Iterable<string> | AsyncIterable<string>, force: boolean): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(out, { flags: force ? 'w' : 'wx' }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new UsageError(`"${out}" is there already. Choose another name, or overwrite it with --force.`, { cause: error })
    }
    throw new UsageError(`"${out}" cannot be written: ${fileProblem(error)}.`, { cause: error })
  }
}
