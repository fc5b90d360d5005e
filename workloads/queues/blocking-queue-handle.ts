import { checkOptions, type BlockingQueueOptions } from './blocking-queue-options.ts'
import { NONE, Word } from './shared/layout.ts'
import { createBuffers, type QueueBuffers } from './shared/memory.ts'

/** A queue in a form that can be posted to another thread of the process; there `BlockingQueue.attach` takes it. */
export interface BlockingQueueHandle<T> {
  /** The shared memory. */
  readonly buffers: QueueBuffers
  /** As the queue was created. */
  readonly options: Required<BlockingQueueOptions>
  /** Never set: carries the type of the items. */
  readonly item?: T
}

/** The shared memory of a new, empty queue. @throws UsageError when an option does not fit */
export function createHandle<T>(given: BlockingQueueOptions): BlockingQueueHandle<T> {
  const options = checkOptions(given)
  const buffers = createBuffers(options.memoryLimitBytes)
  const words = new Int32Array(buffers.control)
  words[Word.head] = NONE
  words[Word.tail] = NONE
  words[Word.freeSlot] = NONE
  words[Word.maxSize] = options.maxSize
  return { buffers, options }
}
