import { EventLoopExecutor, gather, type Coroutine } from '#engine/executors/index.js'
import type { OpenContestant } from './contestant.ts'
import { Observation } from './observe.ts'
import { taskRef } from './pools/ours.ts'

const TASKS = 100_000

/** One `gather` of no-op coroutines on an event-loop executor, as the technique does it. */
export const open: OpenContestant<null> = () => {
  const observation = new Observation()
  const loop = new EventLoopExecutor({ observer: observation.recorder })
  const noop = taskRef('noop')
  return {
    round: async (small) => {
      const tasks = small ? 10_000 : TASKS
      observation.resume()
      const startMs = performance.now()
      const coroutines = Array.from({ length: tasks }, (_, i): Coroutine<unknown> => (signal) => loop.run(noop, i, { signal }))
      const values = await gather(coroutines)
      const tookMs = performance.now() - startMs
      observation.rest()
      if (values.length !== tasks || values.some((value, i) => value !== i)) throw new Error('gather gave wrong values')
      return { tookMs }
    },
    close: () => loop.shutdown(),
  }
}
