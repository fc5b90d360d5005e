import { parentPort, workerData } from 'node:worker_threads'
import { serializeError } from '../../contract/index.ts'
import { finishVideo, type Finish } from '../finish-video.ts'

/** Copies one recording and ends. The host measures runs meanwhile: its own thread has no time for that. */
async function main(): Promise<void> {
  try {
    await finishVideo(workerData as Finish)
    parentPort?.postMessage({ error: null })
  } catch (error) {
    parentPort?.postMessage({ error: serializeError(error) })
  }
}

await main()
