import type { WorkItem } from '../../tasks/index.ts'

/** What producers put into the queue; null tells a consumer that nothing more comes. */
export type Item = (Pick<WorkItem, 'id' | 'kind' | 'ref' | 'input'> & { readonly putMs: number }) | null

/** How consumers learn that the producers have ended. */
export const ENDINGS = ['sentinel-each', 'put-back', 'shutdown', 'one-sentinel', 'while-not-empty'] as const
export type Ending = (typeof ENDINGS)[number]

/** The queue as a producer or consumer sees it, in whatever way it crosses threads or processes. */
export interface Endpoint extends AsyncDisposable {
  /** Waits while the queue is full; `onWait` is called first if that takes more than a moment. */
  put(item: Item, onWait: () => () => void): Promise<void>
  /** Waits while the queue is empty. undefined: the queue was shut down. */
  get(onWait: () => () => void): Promise<Item | undefined>
  isEmpty(): Promise<boolean>
}

/** Waits shorter than this are neither reported nor drawn. */
export const MOMENT_MS = 4
