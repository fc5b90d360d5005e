import { lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError, type FinishedVideo, type Video, type VideoFormat, type Videos } from '../contract/index.ts'
import { codeOf, reasonOf } from '../runs/files/file-errors.ts'
import { cleanName } from '../runs/files/file-name.ts'
import { isBeingWritten } from '../runs/files/writer.ts'
import { formatOf, moveVideo, partOf, reserve, textsOf } from './file-names.ts'
import { finishInThread } from './finish-thread.ts'
import type { Finish } from './finish-video.ts'
import { GrowingVideo, type VideoFile } from './growing-video.ts'

/** Beyond this no recording begins: the user deletes some first. */
export const VIDEO_QUOTA_BYTES = 16 * 1024 * 1024 * 1024
const MAX_LISTED = 200
const TRASH_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1000

export interface VideoFolderOptions {
  /** It is made when the first recording begins. */
  readonly folder: string
  readonly quotaBytes?: number
  /** Opens a file that is not there yet. */
  readonly openFile?: (path: string) => Promise<VideoFile>
  readonly finish?: (finish: Finish) => Promise<void>
  /** Wall clock, for names and ages. */
  readonly nowMs?: () => number
}

/** What is recorded beside the pictures. */
export interface VideoTexts {
  /** WebVTT. */
  readonly captions?: string | undefined
  readonly chapters?: string | undefined
}

/** The folder of screen recordings. Nothing is overwritten, nothing leaves the folder, and what was recorded is kept. */
export class VideoFolder {
  readonly #folder: string
  readonly #trash: string
  readonly #quotaBytes: number
  readonly #openFile: (path: string) => Promise<VideoFile>
  readonly #finish: (finish: Finish) => Promise<void>
  readonly #nowMs: () => number
  /** Of this host. */
  readonly #growing = new Map<string, GrowingVideo>()
  /** Of this host, without an end: it knows that nobody writes to them, however short ago that was. */
  readonly #left = new Set<string>()

  constructor({ folder, quotaBytes = VIDEO_QUOTA_BYTES, openFile, finish = finishInThread, nowMs = Date.now }: VideoFolderOptions) {
    this.#folder = folder
    this.#trash = path.join(folder, 'trash')
    this.#quotaBytes = quotaBytes
    this.#openFile = openFile ?? ((file) => open(file, 'wx'))
    this.#finish = finish
    this.#nowMs = nowMs
  }

  /**
   * Makes a file for a recording.
   * @returns its id
   * @throws UsageError when the folder cannot be written to, or holds as much as it may
   */
  async begin(format: VideoFormat, title: string): Promise<string> {
    const { totalBytes } = await this.list()
    if (totalBytes >= this.#quotaBytes) {
      throw new UsageError(`The screen recordings in ${this.#folder} have ${gib(totalBytes)}. Delete some, then record again.`)
    }
    try {
      await mkdir(this.#trash, { recursive: true })
      await this.#emptyTrash()
      const id = await reserve(this.#folder, this.#nameOf(title), format)
      const part = partOf(path.join(this.#folder, id))
      this.#growing.set(id, new GrowingVideo(part, await this.#openFile(part)))
      return id
    } catch (cause) {
      throw new UsageError(`Nothing can be recorded into ${this.#folder}. ${reasonOf(cause)}`, { cause })
    }
  }

  /**
   * Writes the next bytes of a recording.
   * @throws UsageError when it does not grow, the bytes are not the next, or they cannot be written
   */
  async append(id: string, position: number, bytes: Uint8Array): Promise<number> {
    const video = this.#growing.get(id)
    if (video === undefined) throw new UsageError(`The screen recording "${id}" has ended.`)
    try {
      return await video.append(position, bytes)
    } catch (cause) {
      if (cause instanceof UsageError) throw cause
      throw new UsageError(`${reasonOf(cause)} The screen recording is kept as far as it came, in ${this.#folder}.`, { cause })
    }
  }

  /** Does it grow in this host? */
  isGrowing(id: string): boolean {
    return this.#growing.has(id)
  }

  /** Nobody writes to it any more; what is there is kept, and can be finished. Never rejects. */
  async leave(id: string): Promise<void> {
    const video = this.#growing.get(id)
    if (video === undefined) return
    await video.close()
    this.#growing.delete(id)
    this.#left.add(id)
  }

  /**
   * Gives a recording its duration and its index. Where that fails it is kept as it was recorded, which can be played.
   * @throws UsageError when there is no such recording, or another host writes to it
   */
  async finish(id: string, { captions = '', chapters = '' }: VideoTexts): Promise<FinishedVideo> {
    await this.leave(id)
    const { state, format } = await this.#find(id)
    if (state === 'recording') throw elsewhere(id)
    const to = path.join(this.#folder, id)
    if (state === 'whole') return { video: await this.#find(id), problem: null }
    const problem = await this.#finish({ from: partOf(to), to, format, captions }).then(
      () => null,
      (error: unknown) => `It is kept as it was recorded, without index and duration. ${reasonOf(error)}`,
    )
    if (problem === null) await rm(partOf(to), { force: true })
    else await rename(partOf(to), to)
    if (captions.includes('-->')) await writeFile(textsOf(to).captions, captions)
    if (chapters.trim() !== '') await writeFile(textsOf(to).chapters, chapters)
    return { video: await this.#find(id), problem }
  }

  async list(): Promise<Videos> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return []
      throw new UsageError(`The screen recordings in ${this.#folder} cannot be read. ${reasonOf(error)}`, { cause: error })
    })
    const found = await Promise.all(names.map((name) => this.#look(name)))
    const videos = found.filter((video) => video !== null).sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1))
    return {
      videos: videos.slice(0, MAX_LISTED),
      notListed: Math.max(0, videos.length - MAX_LISTED),
      totalBytes: videos.reduce((sum, { bytes }) => sum + bytes, 0),
      folder: this.#folder,
    }
  }

  /** Where the bytes of a recording are, and how many; null when there is none of that id. */
  async bytesOf(id: string): Promise<{ readonly path: string; readonly bytes: number; readonly format: VideoFormat } | null> {
    const video = await this.#look(id)
    if (video === null) return null
    const file = path.join(this.#folder, id)
    return { path: video.state === 'whole' ? file : partOf(file), bytes: video.bytes, format: video.format }
  }

  /**
   * Moves a recording into the trash, from where `restore` brings it back for 7 days; one without a picture is deleted.
   * @throws UsageError when there is none, or it is being recorded elsewhere
   */
  async remove(id: string): Promise<string> {
    await this.leave(id)
    const { state, bytes, format } = await this.#find(id)
    if (state === 'recording') throw elsewhere(id)
    const file = path.join(this.#folder, id)
    if (bytes > 0) {
      await mkdir(this.#trash, { recursive: true })
      return moveVideo(file, this.#trash, format)
    }
    await rm(partOf(file), { force: true })
    await rm(file, { force: true })
    return id
  }

  /** @throws UsageError when it is not in the trash */
  async restore(id: string): Promise<string> {
    const format = formatOf(id)
    const file = path.join(this.#trash, id)
    if (format === null || !(await exists(file))) throw new UsageError(`The screen recording "${id}" is not in the trash.`)
    return moveVideo(file, this.#folder, format)
  }

  /** Closes what still grows. Never rejects. */
  async close(): Promise<void> {
    await Promise.all([...this.#growing.keys()].map((id) => this.leave(id)))
  }

  async #find(id: string): Promise<Video> {
    const video = await this.#look(id)
    if (video === null) throw new UsageError(`There is no screen recording "${id}". It may have been deleted.`)
    return video
  }

  /** null for what is no recording. */
  async #look(id: string): Promise<Video | null> {
    const format = formatOf(id)
    if (format === null) return null
    const file = path.join(this.#folder, id)
    try {
      const own = await lstat(file)
      const part = await lstat(partOf(file)).catch(() => null)
      if (!own.isFile() || part?.isFile() === false) return null
      const { size: bytes, mtimeMs } = part ?? own
      const changedAt = new Date(mtimeMs).toISOString()
      return { id, format, bytes, changedAt, state: part === null ? 'whole' : this.#stateOf(id, mtimeMs) }
    } catch {
      return null // it went away meanwhile
    }
  }

  /** Of one without an end. */
  #stateOf(id: string, modifiedMs: number): Video['state'] {
    if (this.#growing.has(id)) return 'recording'
    return !this.#left.has(id) && isBeingWritten(modifiedMs, this.#nowMs()) ? 'recording' : 'cut off'
  }

  /** Local time, as people look for it. */
  #nameOf(title: string): string {
    const now = new Date(this.#nowMs())
    const two = (value: number): string => String(value).padStart(2, '0')
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
    return cleanName(`${day} ${two(now.getHours())}-${two(now.getMinutes())}-${two(now.getSeconds())} ${title}`)
  }

  async #emptyTrash(): Promise<void> {
    for (const name of await readdir(this.#trash)) {
      const file = path.join(this.#trash, name)
      const { ctimeMs } = await lstat(file)
      if (this.#nowMs() - ctimeMs > TRASH_DAYS * DAY_MS) await rm(file, { force: true })
    }
  }
}

const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`

const elsewhere = (id: string): UsageError => new UsageError(`Another window seems to be recording "${id}". Stop it there first.`)

const exists = (file: string): Promise<boolean> =>
  lstat(file).then(
    (stats) => stats.isFile(),
    () => false,
  )
