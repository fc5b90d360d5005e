import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { readRecordedRun } from '../analysis/index.ts'
import { readRunPath, RunFileError, UsageError, type Capabilities, type ExportId } from '../contract/index.ts'
import { QUOTA_BYTES, reasonOf, RunLibrary, type Run } from '../runs/index.ts'
import type { Handlers } from './handlers.ts'

export type LibraryHandlers = Pick<Handlers, 'listRuns' | 'renameRun' | 'deleteRun' | 'restoreRun'>

/** A run file as it is now, or an export of it. */
export interface RunBytes {
  /** null: not known before it was made. */
  readonly length: number | null
  readonly type: string
  /** Bytes, in pieces. */
  open(): Readable
}

/** A run file that is there, and cannot be had in the format that was asked for. */
export interface RunRefused {
  /** Why, for people. */
  readonly refused: string
}

/** The run files of a session: records its runs, and answers what a window asks about them. */
export class SessionLibrary {
  readonly #folder: string
  /** Null before the first use, and after it could not be opened: the next use tries again. */
  #library: Promise<RunLibrary> | null = null
  /** What is being written, by its run. */
  readonly #recordings = new Map<Run, Promise<void>>()
  #problem: string | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  get capabilities(): Capabilities['library'] {
    return { folder: this.#folder, quotaBytes: QUOTA_BYTES }
  }

  readonly handlers: LibraryHandlers = {
    listRuns: async () => {
      await this.#endedAreWritten()
      try {
        const listing = await (await this.#open()).list()
        return { ...listing, problem: this.#problem }
      } catch (error) {
        const nothing = { runs: [], notListed: 0, unreadable: 0, totalBytes: 0, overQuota: { bytes: 0, oldest: [] } }
        return { ...nothing, problem: reasonOf(error) }
      }
    },
    renameRun: async ({ id, name }) => {
      await this.#endedAreWritten()
      return { id: await (await this.#open()).rename(id, name) }
    },
    deleteRun: async ({ id }) => {
      await this.#endedAreWritten()
      return { id: await (await this.#open()).remove(id) }
    },
    restoreRun: async ({ id }) => ({ id: await (await this.#open()).restore(id) }),
  }

  /** Records a run; where that fails, its log and the list say why, and the run goes on. */
  record(run: Run): void {
    this.#recordings.set(run, this.#record(run).finally(() => this.#recordings.delete(run)))
  }

  /** Resolves when no file is being written. */
  async settled(): Promise<void> {
    await Promise.all(this.#recordings.values())
  }

  /** Whoever saw a run end finds its file whole. */
  async #endedAreWritten(): Promise<void> {
    const ended = [...this.#recordings].filter(([run]) => run.summary !== null)
    await Promise.all(ended.map(([, recording]) => recording))
  }

  /**
   * The bytes of a run file.
   * @param path as in a URL, without query; see `runFilePath`
   * @returns null when there is no such file
   */
  async bytesAt(path: string): Promise<RunBytes | RunRefused | null> {
    const wanted = readRunPath(path)
    if (wanted === null) return null
    try {
      const file = await (await this.#open()).path(wanted.id)
      if (wanted.format !== null) return await exportOfFile(file, wanted.format)
      const { size } = await stat(file)
      // Not to the end of the file, which may grow: the length was told.
      const open = (): Readable => createReadStream(file, { end: size - 1 })
      return size === 0 ? null : { length: size, type: 'application/octet-stream', open }
    } catch {
      return null
    }
  }

  /** Never rejects. */
  async #record(run: Run): Promise<void> {
    try {
      const writer = await (await this.#open()).record(run)
      this.#problem = (await writer.finished).error
    } catch (error) {
      this.#problem = reasonOf(error)
      run.recorder.log('warning', `This run is not recorded. ${this.#problem}`)
    }
  }

  /** @throws UsageError when the folder can be neither made nor read */
  async #open(): Promise<RunLibrary> {
    this.#library ??= RunLibrary.open({ folder: this.#folder })
    try {
      return await this.#library
    } catch (cause) {
      this.#library = null
      const why = reasonOf(cause)
      throw new UsageError(
        `The folder of run files, ${this.#folder}, cannot be used. ${why} Set POOLSCOPE_DATA to another folder.`,
        { cause },
      )
    }
  }
}

/** @throws what reading the file throws */
async function exportOfFile(file: string, id: ExportId): Promise<RunBytes | RunRefused> {
  const { EXPORT_FORMATS } = await import('../runs/formats/index.ts')
  const bytes = await readFile(file)
  try {
    const pieces = await EXPORT_FORMATS[id].write(readRecordedRun(bytes), bytes)
    // Never as a page, not even HTML: it would be one of this origin.
    return { length: null, type: 'text/plain; charset=utf-8', open: () => Readable.from(encoded(pieces)) }
  } catch (error) {
    if (error instanceof UsageError || error instanceof RunFileError) return { refused: error.message }
    throw error
  }
}

/** Readers of streams other than Node's take bytes only. */
async function* encoded(pieces: Iterable<string> | AsyncIterable<string>): AsyncIterable<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece)
}
