import { toBase64 } from '../../film/base64.ts'
import { ChunkQueue } from '../chunk-queue.ts'
import type { FromEncoder, ToEncoder } from '../encode-messages.ts'
import { Encoder } from '../encoder.ts'

/** Encodes and muxes beside the page, whose own thread has charts to paint. One recording, then it is ended. */
const TICK_MS = 100
/** Ticks between two words about how it goes, and between two chunks however small. */
const TICKS_PER_WORD = 3

interface Work {
  readonly encoder: Encoder
  readonly chunks: ChunkQueue
  readonly ticker: ReturnType<typeof setInterval>
}

let work: Work | null = null
let stopped = false
const say = (message: FromEncoder): void => self.postMessage(message)

self.onmessage = ({ data }: MessageEvent<ToEncoder>): void => {
  switch (data.say) {
    case 'begin':
      work = begin(data)
      void read(work, data.frames) // never rejects
      break
    case 'crop':
      work?.encoder.crop(data.part)
      break
    case 'pause':
      work?.encoder.pause()
      break
    case 'resume':
      work?.encoder.resume()
      break
    case 'taken':
      work?.chunks.taken(data.bytes)
      break
    case 'stop':
      if (work !== null) void stop(work) // never rejects
  }
}

function begin({ settings, chunkBytes }: Extract<ToEncoder, { say: 'begin' }>): Work {
  const send = (chunk: Uint8Array): void => say({ say: 'chunk', base64: toBase64(chunk), bytes: chunk.length })
  const chunks = new ChunkQueue({ chunkBytes, send })
  const encoder = new Encoder(settings, (bytes) => chunks.write(bytes))
  let ticks = 0
  const ticker = setInterval(() => {
    encoder.tick()
    if (++ticks % TICKS_PER_WORD !== 0) return
    chunks.flush()
    say({ say: 'progress', progress: encoder.progress })
  }, TICK_MS)
  return { encoder, chunks, ticker }
}

async function read({ encoder, ticker }: Work, frames: ReadableStream<VideoFrame>): Promise<void> {
  const reader = frames.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      if (stopped) value.close()
      else await encoder.take(value)
    }
  } catch (error) {
    fail(error, ticker)
  }
}

async function stop({ encoder, chunks, ticker }: Work): Promise<void> {
  if (stopped) return
  stopped = true
  clearInterval(ticker)
  try {
    await encoder.finish()
    await chunks.drained()
    say({ say: 'ended', progress: encoder.progress })
  } catch (error) {
    fail(error, ticker)
  }
}

function fail(error: unknown, ticker: Work['ticker']): void {
  clearInterval(ticker)
  say({ say: 'failed', message: error instanceof Error ? error.message : String(error) })
}
