import { fileURLToPath } from 'node:url'
import { decodeBatch, encodeBatch, type Transport } from '#engine/contract/index.js'
import { serve, Session } from '#engine/host/index.js'
import { BatchReader } from '#engine/telemetry/batch-reader.js'
import { systemClock } from '#engine/telemetry/clock.js'
import { Replay } from './replay.ts'

/** What a host tells the bench: where it is, and on each 'report' what it did since the one before. */
export type HostMessage = { readonly url: string } | { readonly report: HostReport }

export interface HostReport {
  /** CPU time of this process, workers not included where they are processes, over the time gone by. */
  readonly cores: number
  /** Tasks that ended in a second, of a replay. */
  readonly tasksPerSecond: number
  /** Start of the newest run by the monotonic clock, as told by its batches; null without one. */
  readonly runStartMs: number | null
}

/** As the session's own. */
const PUBLISH_MS = 33
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024
const RENDERER_DIR = fileURLToPath(new URL('../../../out/renderer', import.meta.url))

/** A session that also sends a replay to every window, from its start, as it would a run. */
class ReplaySession extends Session {
  readonly #replay: Replay

  constructor(replay: Replay) {
    super({ electron: null })
    this.#replay = replay
  }

  override connect(transport: Transport): () => void {
    const disconnect = super.connect(transport)
    this.#replay.start()
    const reader = new BatchReader(this.#replay)
    const timer = setInterval(() => {
      const batch = transport.bufferedBytes > MAX_BUFFERED_BYTES ? null : reader.next()
      if (batch !== null) transport.send(encodeBatch(batch))
    }, PUBLISH_MS)
    transport.onClose(() => clearInterval(timer))
    return () => {
      clearInterval(timer)
      disconnect()
    }
  }
}

/**
 * A session whose batches tell when their run started: a batch has the time in the run at which it was made, and is
 * sent at once after that. The least of all differences is nearest.
 */
class StampedSession extends Session {
  runStartMs: number | null = null
  #runId = ''

  override connect(transport: Transport): () => void {
    return super.connect({
      send: (message) => {
        const nowMs = systemClock.nowMs()
        transport.send(message)
        if (typeof message !== 'string') this.#stamp(message, nowMs)
      },
      onMessage: (listener) => transport.onMessage(listener),
      onClose: (listener) => transport.onClose(listener),
      get bufferedBytes() {
        return transport.bufferedBytes
      },
      close: () => transport.close(),
    })
  }

  #stamp(bytes: Uint8Array, nowMs: number): void {
    const { runId, atMs } = decodeBatch(bytes)
    if (runId !== this.#runId) this.runStartMs = null
    this.#runId = runId
    this.runStartMs = Math.min(this.runStartMs ?? Infinity, nowMs - atMs)
  }
}

async function main(mode: string | undefined): Promise<void> {
  const replay = mode === 'replay' ? await Replay.record() : null
  const session = replay === null ? new StampedSession({ electron: null }) : new ReplaySession(replay)
  const served = await serve({ session, rendererDir: RENDERER_DIR })
  const tell = (message: HostMessage): void => void process.send?.(message)
  let [lastMs, lastCpu, lastEnded] = [systemClock.nowMs(), process.cpuUsage(), 0]
  process.on('message', () => {
    const [nowMs, cpu, ended] = [systemClock.nowMs(), process.cpuUsage(lastCpu), replay?.recorder.ended ?? 0]
    const elapsedMs = nowMs - lastMs
    const cores = (cpu.user + cpu.system) / 1000 / elapsedMs
    const tasksPerSecond = ((ended - lastEnded) / elapsedMs) * 1000
    tell({ report: { cores, tasksPerSecond, runStartMs: session instanceof StampedSession ? session.runStartMs : null } })
    ;[lastMs, lastCpu, lastEnded] = [nowMs, process.cpuUsage(), ended]
  })
  const close = async (): Promise<void> => {
    replay?.stop()
    await served.close()
    await session.close()
  }
  // The bench has closed its end, or is gone.
  process.once('disconnect', () => {
    void close().catch((error: unknown) => {
      console.error(error)
      process.exitCode = 1
    })
  })
  tell({ url: served.url })
}

await main(process.argv[2])
