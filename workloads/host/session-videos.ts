import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { MAX_VIDEO_CHUNK_BYTES, readVideoPath, UsageError, VIDEO_TYPES, type VIDEO_REQUESTS } from '../contract/index.ts'
import { VideoFolder } from '../videos/index.ts'
import type { Handlers } from './handlers.ts'
import type { RunBytes } from './run-library.ts'

export type VideoHandlers = Pick<Handlers, keyof typeof VIDEO_REQUESTS>

/** What one window may do with screen recordings. */
export interface WindowVideos {
  readonly handlers: VideoHandlers
  /** The window is gone: what it was recording ends there and is kept. */
  leave(): void
}

/** The screen recordings of a session. */
export class SessionVideos {
  readonly #folder: VideoFolder

  constructor(folder: string) {
    this.#folder = new VideoFolder({ folder })
  }

  /** A window writes only to recordings that it began. */
  forWindow(): WindowVideos {
    const folder = this.#folder
    const begun = new Set<string>()
    let gone = false
    const leave = (): void => {
      gone = true
      for (const id of begun) void folder.leave(id) // never rejects
      begun.clear()
    }
    /** Another window may be recording it. */
    const takeOver = (id: string): void => {
      if (!begun.delete(id) && folder.isGrowing(id)) throw new UsageError(`Another window is recording "${id}". Stop it there first.`)
    }
    const handlers: VideoHandlers = {
      beginVideo: async ({ format, title }) => {
        const id = await folder.begin(format, title)
        begun.add(id)
        if (gone) leave()
        return { id }
      },
      appendVideo: async ({ id, position, base64 }) => {
        if (!begun.has(id)) throw new UsageError(`This window is not recording "${id}".`)
        const bytes = Buffer.from(base64, 'base64')
        if (bytes.length > MAX_VIDEO_CHUNK_BYTES) throw new UsageError(`One piece of a video may have ${MAX_VIDEO_CHUNK_BYTES} bytes.`)
        return { bytes: await folder.append(id, position, bytes) }
      },
      finishVideo: async ({ id, captions, chapters }) => {
        takeOver(id)
        return folder.finish(id, { captions, chapters })
      },
      listVideos: () => folder.list(),
      deleteVideo: async ({ id }) => {
        takeOver(id)
        return { id: await folder.remove(id) }
      },
      restoreVideo: async ({ id }) => ({ id: await folder.restore(id) }),
    }
    return { handlers, leave }
  }

  /** The bytes of a recording as it is now, for a window's GET. Null when there is none at this path. */
  async bytesAt(path: string): Promise<RunBytes | null> {
    const id = readVideoPath(path)
    const video = id === null ? null : await this.#folder.bytesOf(id)
    if (video === null || video.bytes === 0) return null
    const { path: file, bytes, format } = video
    // Not to the end of the file, which may grow: the length was told.
    const open = (): Readable => createReadStream(file, { end: bytes - 1 })
    return { length: bytes, type: VIDEO_TYPES[format], open }
  }

  /** Closes the files of what is being recorded. Never rejects. */
  close(): Promise<void> {
    return this.#folder.close()
  }
}
