import { z } from 'zod'
import { EventLoopExecutor, gather, type Coroutine } from '../executors/index.ts'
import { integerParam, workloadShapeWith } from '../tasks/index.ts'
import { loopKnobs, loopOffers } from './knobs.ts'
import { defineTechnique } from './technique.ts'

// All at once is what a gather is: it takes no arrivals.
const { arrival: _arrival, ratePerSecond: _rate, ...shape } = workloadShapeWith({ tasks: 60, task: 'sleep', durationMs: 800 })
const MAX_TASKS = 100_000

const schema = z.object({
  ...shape,
  tasks: integerParam(1, MAX_TASKS, 60, { label: 'Tasks', help: 'All are there at once.' }),
})

/** All coroutines start at once on one event loop; `gather` returns their results in the order of its arguments. */
export const gatherTechnique = defineTechnique({
  id: 'gather',
  title: 'Gather',
  schema,
  maxTasks: MAX_TASKS,
  knobs: loopOffers,
  async run({ workload, observer, signal, bindKnobs }) {
    await using loop = new EventLoopExecutor({ observer, signal })
    bindKnobs(loopKnobs(loop))
    const coroutines = Array.from(
      workload.items(),
      ({ ref, input, kind }): Coroutine<unknown> =>
        (cancelled) => loop.run(ref, input, { kind, signal: cancelled }),
    )
    try {
      await gather(coroutines, { signal })
    } catch (error) {
      // As in asyncio, the first error ends the gather, and its siblings keep running: the loop waits for them.
      if (!signal.aborted) observer.log('warning', `gather ended with the first error: ${String(error)}`)
    }
  },
})
