import type { TechniqueId } from '../contract/index.ts'
import { asyncWaitTechnique } from './async-wait.ts'
import { eventLoop } from './event-loop.ts'
import { gatherTechnique } from './gather.ts'
import { network } from './network.ts'
import { processQueue } from './process-queue.ts'
import { processPool } from './process-pool.ts'
import { processes } from './processes.ts'
import type { Technique } from './technique.ts'
import { threadPool } from './thread-pool.ts'
import { threadQueue } from './thread-queue.ts'
import { threads } from './threads.ts'

export type { Runnable, Service, Technique, TechniqueContext, WorkloadContext } from './technique.ts'

/** The ten techniques, in the order in which they are shown. A new one is a file here and a line below. */
export const TECHNIQUES: readonly Technique[] = [
  threads,
  processes,
  threadPool,
  processPool,
  gatherTechnique,
  asyncWaitTechnique,
  threadQueue,
  processQueue,
  eventLoop,
  network,
]

export function findTechnique(id: TechniqueId): Technique {
  const technique = TECHNIQUES.find((candidate) => candidate.id === id)
  if (technique === undefined) throw new Error(`no technique has the id ${id}`) // the type forbids it
  return technique
}
