import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { UsageError, type RunInfo, type SavedRun, type SavedRuns } from '../../contract/index.ts'
import { cleanName } from './file-name.ts'
import { glanceAtRunFile, type RunFileGlance } from './glance.ts'
import { entriesOf, entryOf, moveTo, pathOf, type FolderEntry } from './run-folder.ts'
import { openRunFile } from './target.ts'
import { isBeingWritten, RunFileWriter, type RecordableRun } from './writer.ts'

/** Run files are kept until the user removes them; beyond this the user is asked. */
export const QUOTA_BYTES = 2 * 1024 * 1024 * 1024
const MAX_LISTED = 1_000
/** Open files are few. */
const GLANCES_AT_ONCE = 8
const TRASH_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1000

export interface LibraryOptions {
  /** It is made when it is not there. */
  readonly folder: string
  readonly quotaBytes?: number
  /** Wall clock, for the age of files. */
  readonly nowMs?: () => number
}

/** What a library says of its files. */
export type Listing = Omit<SavedRuns, 'problem'>

interface Seen {
  readonly bytes: number
  readonly modifiedMs: number
  readonly glance: RunFileGlance | null
}

/** The folder of run files: lists, names, removes and brings back. Nothing is overwritten, and nothing leaves the folder. */
export class RunLibrary {
  readonly folder: string
  readonly quotaBytes: number
  readonly #trash: string
  readonly #nowMs: () => number
  readonly #recording = new Map<string, RunInfo>()
  /** Files that did not change need not be read again. */
  #seen: ReadonlyMap<string, Seen> = new Map()

  private constructor({ folder, quotaBytes = QUOTA_BYTES, nowMs = Date.now }: LibraryOptions) {
    this.folder = folder
    this.quotaBytes = quotaBytes
    this.#nowMs = nowMs
    this.#trash = path.join(folder, 'trash')
  }

  /**
   * Opens the folder, and empties from its trash what has been there for 7 days.
   * @throws Error of the file system when the folder can be neither made nor read
   */
  static async open(options: LibraryOptions): Promise<RunLibrary> {
    const library = new RunLibrary(options)
    await mkdir(library.#trash, { recursive: true })
    for (const { path: file, changedMs } of await entriesOf(library.#trash)) {
      if (library.#nowMs() - changedMs > TRASH_DAYS * DAY_MS) await rm(file, { force: true })
    }
    return library
  }

  /**
   * Records a run into a new file.
   * @throws UsageError when the file cannot be made
   */
  async record(run: RecordableRun): Promise<RunFileWriter> {
    const id = defaultId(run.info)
    await mkdir(this.folder, { recursive: true }) // somebody may have tidied up
    const writer = new RunFileWriter(await openRunFile(pathOf(this.folder, id)), run)
    this.#recording.set(id, run.info)
    void writer.finished.then(() => this.#recording.delete(id))
    return writer
  }

  /** What is there: the first and the last record of each file are read, and only of files that changed. */
  async list(): Promise<Listing> {
    const entries = (await entriesOf(this.folder)).sort((a, b) => b.modifiedMs - a.modifiedMs)
    const listed = entries.slice(0, MAX_LISTED)
    const seen = new Map<string, Seen>()
    const runs: SavedRun[] = []
    for (let at = 0; at < listed.length; at += GLANCES_AT_ONCE) {
      const some = listed.slice(at, at + GLANCES_AT_ONCE)
      for (const { entry, look } of await Promise.all(some.map(async (entry) => ({ entry, look: await this.#look(entry) })))) {
        seen.set(entry.id, look)
        const run = this.#describe(entry, look)
        if (run !== null) runs.push(run)
      }
    }
    this.#seen = seen
    return {
      runs: runs.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
      notListed: entries.length - listed.length,
      unreadable: listed.length - runs.length,
      totalBytes: bytesOf(entries),
      overQuota: this.#overQuota(entries, new Set(runs.flatMap(({ id, state }) => (state === 'recording' ? [id] : [])))),
    }
  }

  /**
   * @param name cleaned for all file systems; it gets a number where it is taken
   * @returns the new id
   * @throws UsageError when there is no such run, it is being recorded, or nothing of the name is left
   */
  async rename(id: string, name: string): Promise<string> {
    const { path: file } = await this.#settled(id, 'renamed')
    const clean = cleanName(name)
    return clean === id ? id : moveTo(this.folder, file, clean)
  }

  /**
   * Moves a run into the trash.
   * @returns its id there, for `restore`
   * @throws UsageError when there is no such run, or it is being recorded
   */
  async remove(id: string): Promise<string> {
    const { path: file } = await this.#settled(id, 'removed')
    await mkdir(this.#trash, { recursive: true })
    return moveTo(this.#trash, file, id)
  }

  /**
   * Brings a run back from the trash.
   * @returns its id: the same, or one with a number when that is taken by now
   * @throws UsageError when it is not in the trash
   */
  async restore(id: string): Promise<string> {
    const entry = await entryOf(this.#trash, id)
    if (entry === null) throw new UsageError(`The run "${id}" is not in the trash. Runs are kept there for ${TRASH_DAYS} days.`)
    return moveTo(this.folder, entry.path, id)
  }

  /**
   * Where the file of a run is.
   * @throws UsageError when there is none of that id
   */
  async path(id: string): Promise<string> {
    return (await this.#find(id)).path
  }

  async #settled(id: string, what: string): Promise<{ path: string }> {
    if (this.#recording.has(id)) {
      throw new UsageError(`This run is being recorded and cannot be ${what}. Stop it, or wait until it has ended.`)
    }
    const file = await this.#find(id)
    if (this.#stateOf(file, await this.#look(file)) === 'recording') {
      throw new UsageError(
        `Another Poolscope seems to be recording this run: it cannot be ${what}. Stop it there, or wait until it has ended.`,
      )
    }
    return file
  }

  async #find(id: string): Promise<FolderEntry> {
    const entry = await entryOf(this.folder, id)
    if (entry === null) throw new UsageError(`There is no run "${id}" in the library. It may have been renamed or removed.`)
    return entry
  }

  async #look({ id, path: file, bytes, modifiedMs }: FolderEntry): Promise<Seen> {
    const before = this.#seen.get(id)
    if (before?.bytes === bytes && before.modifiedMs === modifiedMs) return before
    return { bytes, modifiedMs, glance: await glanceAtRunFile(file).catch(() => null) }
  }

  #describe(entry: FolderEntry, look: Seen): SavedRun | null {
    const { id, bytes } = entry
    const info = this.#recording.get(id) ?? look.glance?.info
    if (info === undefined) return null
    const { runId, preset, technique, title, seed, params, startedAt } = info
    const name = id === defaultId(info) ? title : id
    return { id, name, runId, preset, technique, title, seed, params, startedAt, bytes, state: this.#stateOf(entry, look) }
  }

  #stateOf({ id, modifiedMs }: FolderEntry, { glance }: Seen): SavedRun['state'] {
    if (this.#recording.has(id)) return 'recording'
    if (glance?.whole === true) return 'whole'
    return glance !== null && isBeingWritten(modifiedMs, this.#nowMs()) ? 'recording' : 'cut off'
  }

  #overQuota(newestFirst: readonly FolderEntry[], recording: ReadonlySet<string>): Listing['overQuota'] {
    const over = Math.max(0, bytesOf(newestFirst) - this.quotaBytes)
    const oldest: string[] = []
    let left = over
    for (const { id, bytes } of [...newestFirst].reverse()) {
      if (left <= 0) break
      if (recording.has(id)) continue
      oldest.push(id)
      left -= bytes
    }
    return { bytes: over, oldest }
  }
}

const bytesOf = (entries: readonly FolderEntry[]): number => entries.reduce((sum, { bytes }) => sum + bytes, 0)

/** The file of a run that the user did not name. */
function defaultId({ startedAt, preset, runId }: RunInfo): string {
  return `${startedAt.slice(0, 19).replaceAll(':', '-')} ${preset} ${runId.slice(0, 8)}`
}
