import { WebSocket } from 'ws'
import { decodeBatch, type Batch, type RunSummary } from '../../../workloads/contract/index.ts'

/** A run as the engine itself tells it, without the window under test. */
export interface EngineRun {
  readonly batches: readonly Batch[]
  readonly summary: RunSummary
}

const PATIENCE_MS = 30_000

/**
 * Reads the last run from the server behind `url` as a second client would: a late one, which gets the run from its
 * start. Only `poolscope serve` takes a second client.
 */
export function readRun(url: string): Promise<EngineRun> {
  const { host, search } = new URL(url)
  const socket = new WebSocket(`ws://${host}/socket${search}`, { origin: `http://${host}` })
  const batches: Batch[] = []
  return new Promise<EngineRun>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`the run was not told to its end; ${String(batches.length)} batches came`))
    }, PATIENCE_MS)
    socket.on('error', reject)
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!isBinary) return
      const batch = decodeBatch(new Uint8Array(data))
      batches.push(batch)
      if (batch.summary === undefined) return
      clearTimeout(late)
      resolve({ batches, summary: batch.summary })
    })
  }).finally(() => {
    socket.close()
  })
}
