import { BlockingQueue, ProcessQueue } from '#engine/queues/index.js'

export function getFromThreadQueue(handle) {
  const queue = BlockingQueue.attach(handle)
  try {
    return queue.get()
  } catch (error) {
    return error.name
  } finally {
    queue.detach()
  }
}

export async function getFromProcessQueue(handle) {
  const queue = ProcessQueue.connect(handle)
  try {
    return await queue.get()
  } catch (error) {
    return error.name
  } finally {
    await queue.close()
  }
}
