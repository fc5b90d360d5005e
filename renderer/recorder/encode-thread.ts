import { MAX_VIDEO_CHUNK_BYTES } from '../../workloads/contract/index.ts'
import type { EncodeProgress, EncodeSettings, FromEncoder, ToEncoder } from './encode-messages.ts'
import type { Rectangle } from './picture-size.ts'

export interface EncodeEvents {
  /** Resolves when the bytes are where they are kept. */
  readonly onChunk: (base64: string) => Promise<void>
  readonly onProgress: (progress: EncodeProgress) => void
}

/** An encoder that runs, and its end. */
export interface RunningEncoder {
  crop(part: Rectangle | null): void
  pause(): void
  resume(): void
  stop(): void
  /** Resolves with the last progress when all bytes have arrived. Rejects when something failed, wherever. */
  readonly ended: Promise<EncodeProgress>
  /** Ends it at once. */
  close(): void
}

export type StartEncoder = (frames: ReadableStream<VideoFrame>, settings: EncodeSettings, events: EncodeEvents) => RunningEncoder

/** Starts the encoder in a thread of its own. */
export const startEncoder: StartEncoder = (frames, settings, { onChunk, onProgress }) => {
  const worker = new Worker(new URL('./entry/encode.ts', import.meta.url), { type: 'module', name: 'recorder' })
  const tell = (message: ToEncoder, transfer: Transferable[] = []): void => worker.postMessage(message, transfer)
  let close = (): void => worker.terminate()
  const ended = new Promise<EncodeProgress>((resolve, reject) => {
    const fail = (error: unknown): void => {
      worker.terminate()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    close = () => fail(new Error('The recording was given up.'))
    let arrived = Promise.resolve()
    worker.onmessage = ({ data }: MessageEvent<FromEncoder>): void => {
      if (data.say === 'chunk') {
        const { base64, bytes } = data
        arrived = arrived.then(() => onChunk(base64)).then(() => tell({ say: 'taken', bytes }))
        arrived.catch(fail)
      } else if (data.say === 'progress') onProgress(data.progress)
      else if (data.say === 'failed') fail(new Error(data.message))
      else {
        worker.terminate()
        resolve(data.progress)
      }
    }
    worker.onerror = ({ message }) => fail(new Error(`The encoder ended: ${message}`))
  })
  tell({ say: 'begin', frames, settings, chunkBytes: MAX_VIDEO_CHUNK_BYTES }, [frames])
  return {
    crop: (part) => tell({ say: 'crop', part }),
    pause: () => tell({ say: 'pause' }),
    resume: () => tell({ say: 'resume' }),
    stop: () => tell({ say: 'stop' }),
    ended,
    close: () => close(),
  }
}
