import { z } from 'zod'
import { EventLoopExecutor } from '../executors/index.ts'
import { integerParam, numberParam, workloadShapeWith, type WorkItem, type Workload } from '../tasks/index.ts'
import { loopKnobs, loopOffers } from './knobs.ts'
import { defineTechnique } from './technique.ts'

const { task, durationMs, distribution, spread, sigma, longMs, longShare, order, n, sizeBytes, folder } =
  workloadShapeWith({ task: 'sleep', durationMs: 40 })

/** What still runs that long after the end is stopped: a task may take longer than the run was to last. */
const GRACE_MS = 1_000

const schema = z.object({
  loops: integerParam(1, 256, 3, { label: 'Loops', help: 'Coroutines that each repeat `await task()`.' }),
  seconds: numberParam(0, 86_400, 0, { label: 'Ends after', unit: 's', help: '0: runs until you stop it.' }),
  ...{ task, durationMs, distribution, spread, sigma, longMs, longShare, order, n, sizeBytes, folder },
})

/** `while (true) await task()`: strictly one after the other in each loop, until the user stops it. */
export const eventLoop = defineTechnique({
  id: 'event-loop',
  title: 'Event loop',
  schema,
  expectedTasks: () => null,
  knobs: loopOffers,
  async run({ params, workload, observer, signal, bindKnobs }) {
    const timer = params.seconds > 0 ? AbortSignal.timeout(params.seconds * 1000) : null
    const stop = timer === null ? signal : AbortSignal.any([signal, timer])
    await using loop = new EventLoopExecutor({ observer, signal })
    bindKnobs(loopKnobs(loop))
    const items = endless(workload)
    const repeat = async (): Promise<void> => {
      for (const { ref, input, kind } of items) {
        if (stop.aborted) return
        await loop.submit(ref, input, { kind }).exception() // an error is the task's; a cancellation ends the loop
      }
    }
    timer?.addEventListener('abort', () => void loop.shutdown({ deadlineMs: GRACE_MS }), { once: true }) // never rejects
    const ends = await Promise.allSettled(Array.from({ length: params.loops }, repeat))
    const failure = ends.find((end) => end.status === 'rejected')
    if (failure !== undefined && !stop.aborted) throw failure.reason
  },
})

/** The tasks of the workload, over and over; several loops share one iterator. */
function endless(workload: Workload): IterableIterator<WorkItem> {
  function* items(): Generator<WorkItem> {
    for (;;) yield* workload.items()
  }
  const iterator = items()
  // A loop that ends must not end the iterator for the others: no `return`.
  const shared: IterableIterator<WorkItem> = { next: () => iterator.next(), [Symbol.iterator]: () => shared }
  return shared
}
