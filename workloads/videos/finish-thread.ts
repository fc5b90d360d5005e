import { Worker } from 'node:worker_threads'
import { deserializeError, WorkerLostError, type SerializedError } from '../contract/index.ts'
import type { Finish } from './finish-video.ts'

/**
 * `finishVideo`, in a thread of its own.
 * @throws what that throws; WorkerLostError when the thread ends without a word
 */
export function finishInThread(finish: Finish): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./entry/finish.js', import.meta.url), { workerData: finish, name: 'finish video' })
    worker.once('message', ({ error }: { error: SerializedError | null }) => {
      if (error === null) resolve()
      else reject(deserializeError(error))
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new WorkerLostError('The thread that finishes screen recordings ended.')))
  })
}
