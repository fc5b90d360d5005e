import type { FileHandle } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { encodeRecord, encodeRunFileHead } from '../../contract/index.ts'
import type { BatchReader, ReadableRun } from '../../telemetry/batch-reader.ts'
import { codeOf, reasonOf } from './file-errors.ts'
import type { RunFileTarget } from './target.ts'

/** Time between two records, unless there is more than one can hold. */
const INTERVAL_MS = 100
/** The page opens a file in one piece of memory. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024
/** Some file systems and devices cannot be asked to write through. */
const NO_SYNC: ReadonlySet<unknown> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS'])

/** A file that did not change for so long is not being written: many times the time between two records. */
const QUIET_MS = 3_000

/**
 * May a run file without an end still be written, by whatever host on whatever machine? Its writer appends a record every
 * 100 ms until the run ends, so that the time of its last change is the writer's heartbeat: no lock that a crash would
 * leave behind, and no process id that another process may have by now.
 * @param modifiedMs when the file changed last
 */
export const isBeingWritten = (modifiedMs: number, nowMs: number): boolean => Math.abs(nowMs - modifiedMs) < QUIET_MS

/** A run as its writer sees it. */
export interface RecordableRun extends ReadableRun {
  /** Resolves when the summary is there; never rejects. */
  readonly finished: Promise<unknown>
  openReader(): BatchReader
}

/** How the recording of a run ended. */
export interface Recorded {
  readonly bytes: number
  /** Why the file does not hold the whole run, for people; null when it does. */
  readonly error: string | null
}

/**
 * Writes one run to one file as it goes on, from its start: a reader of the run is asked every 100 ms, and each batch is
 * appended as a record. There is never a second write before the first has ended; after a slow one there is just more to
 * take, and what the run could not keep until then is counted in the batches. A failure ends the writing, keeps what is
 * there, and is a warning in the log of the run, which goes on.
 */
export class RunFileWriter {
  readonly path: string
  /** Resolves when the file is closed; never rejects. */
  readonly finished: Promise<Recorded>
  readonly #file: FileHandle
  readonly #run: RecordableRun
  #bytes = 0

  constructor({ path, file }: RunFileTarget, run: RecordableRun) {
    this.path = path
    this.#file = file
    this.#run = run
    this.finished = this.#record()
  }

  async #record(): Promise<Recorded> {
    let error: string | null = null
    try {
      await this.#writeAll()
      await this.#sync()
    } catch (cause) {
      error = this.#tell(cause)
    }
    try {
      await this.#file.close()
    } catch (cause) {
      error ??= this.#tell(cause)
    }
    return { bytes: this.#bytes, error }
  }

  async #writeAll(): Promise<void> {
    if ((await this.#file.stat()).size > 0) await this.#file.truncate()
    await this.#append(encodeRunFileHead())
    const over = new AbortController()
    void this.#run.finished.then(() => over.abort())
    const reader = this.#run.openReader()
    for (let batch = reader.next(); batch !== null; batch = reader.next()) {
      await this.#append(encodeRecord(batch))
      if (!reader.behind) await delay(INTERVAL_MS, undefined, { signal: over.signal }).catch(() => undefined)
    }
  }

  async #append(bytes: Uint8Array): Promise<void> {
    if (this.#bytes + bytes.length > MAX_FILE_BYTES) {
      throw new Error(`A run file has at most ${MAX_FILE_BYTES / 2 ** 20} MiB, and this run is longer.`)
    }
    // Bytes written to a file without a name are lost without an error.
    if ((await this.#file.stat()).nlink === 0) throw new Error('The file was removed while it was written.')
    await this.#file.appendFile(bytes)
    this.#bytes += bytes.length
  }

  async #sync(): Promise<void> {
    try {
      await this.#file.sync()
    } catch (error) {
      if (!NO_SYNC.has(codeOf(error))) throw error
    }
  }

  #tell(cause: unknown): string {
    const text = `The run is not recorded to its end in ${this.path}: ${reasonOf(cause)}`
    this.#run.recorder.log('warning', this.#run.summary === null ? `${text} The run goes on.` : text)
    return text
  }
}
