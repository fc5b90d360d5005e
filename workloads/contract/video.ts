import { z } from 'zod'

/** Containers of a screen recording. */
export const VIDEO_FORMATS = ['webm', 'mp4'] as const
export type VideoFormat = (typeof VIDEO_FORMATS)[number]

/** What servers and players call them. */
export const VIDEO_TYPES: Readonly<Record<VideoFormat, string>> = { webm: 'video/webm', mp4: 'video/mp4' }

/** `recording`: it grows, by this host or another; `cut off`: nobody goes on with it; `whole`: it has its index and its duration. */
export const VIDEO_STATES = ['recording', 'cut off', 'whole'] as const

/** A piece of a video in one request: as base64 it fits into a request with room to spare. */
export const MAX_VIDEO_CHUNK_BYTES = 512 * 1024
/** An hour at 8 Mbit/s. */
export const MAX_VIDEO_BYTES = 4 * 1024 * 1024 * 1024

/** A screen recording in the host's folder. */
export const videoSchema = z.object({
  /** Name of the file, with its extension. Its bytes are at `videoPath(id)`. */
  id: z.string(),
  format: z.enum(VIDEO_FORMATS),
  bytes: z.number().int().nonnegative(),
  /** When it was written to last, ISO 8601. */
  changedAt: z.string(),
  state: z.enum(VIDEO_STATES),
})
export type Video = z.infer<typeof videoSchema>

const count = z.number().int().nonnegative()

export const videosSchema = z.object({
  /** Newest first. */
  videos: z.array(videoSchema),
  /** Older ones that are not in the list. */
  notListed: count,
  totalBytes: count,
  folder: z.string(),
})
export type Videos = z.infer<typeof videosSchema>

/** How a recording ended. */
export const finishedVideoSchema = z.object({
  video: videoSchema,
  /** Why it is as it was recorded, without index and duration, for people; null when it has them. */
  problem: z.string().nullable(),
})
export type FinishedVideo = z.infer<typeof finishedVideoSchema>

const videoId = z.object({ id: z.string().max(300) })
const BASE64_PER_BYTE = 4 / 3

/** Requests about screen recordings, for the table of `bridge.ts`. */
export const VIDEO_REQUESTS = {
  /** Makes a file that grows by `appendVideo`; it belongs to the window that asked. */
  beginVideo: { input: z.object({ format: z.enum(VIDEO_FORMATS), title: z.string().max(200) }), output: videoId },
  /** `position` is the length so far: nothing is written twice, nothing left out. */
  appendVideo: {
    input: videoId.extend({ position: count, base64: z.string().max(Math.ceil(MAX_VIDEO_CHUNK_BYTES * BASE64_PER_BYTE) + 4) }),
    output: z.object({ bytes: count }),
  },
  /** Gives a recording its index and its duration, also one that was cut off; texts are kept beside it. */
  finishVideo: {
    input: videoId.extend({ captions: z.string().max(400_000).optional(), chapters: z.string().max(100_000).optional() }),
    output: finishedVideoSchema,
  },
  listVideos: { input: z.object({}), output: videosSchema },
  /** Into the trash; gives the id that `restoreVideo` takes. */
  deleteVideo: { input: videoId, output: videoId },
  restoreVideo: { input: videoId, output: videoId },
} as const

/** Where a window gets the bytes of a screen recording, from its own origin. */
export const videoPath = (id: string): string => `/videos/${encodeURIComponent(id)}`

/** The id in such a path (without query); null when it is another path. */
export function readVideoPath(path: string): string | null {
  const [, encoded = ''] = /^\/videos\/([^/]+)$/.exec(path) ?? []
  try {
    return encoded === '' ? null : decodeURIComponent(encoded)
  } catch {
    return null // no characters of UTF-8
  }
}

export function isVideoFormat(text: string): text is VideoFormat {
  return VIDEO_FORMATS.some((format) => format === text)
}
