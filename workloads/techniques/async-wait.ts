import { z } from 'zod'
import { asyncWait, EventLoopExecutor, type Future } from '../executors/index.ts'
import { choice, integerParam, workloadShapeWith, type WorkItem } from '../tasks/index.ts'
import { Arrivals } from './arrivals.ts'
import { loopKnobs, loopOffers, rateKnobs, rateOffers } from './knobs.ts'
import { submitAll, type Arrival } from './submit.ts'
import { defineTechnique } from './technique.ts'

const MAX_TASKS = 2_000

const schema = z.object({
  returnWhen: choice(['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'])
    .default('FIRST_COMPLETED')
    .meta({
      label: 'Return when',
      help: 'When wait hands over what is done; it is called again for the rest.',
      choiceLabels: {
        FIRST_COMPLETED: 'the first is done',
        FIRST_EXCEPTION: 'the first fails, or all are done',
        ALL_COMPLETED: 'all are done',
      },
    }),
  ...workloadShapeWith({ tasks: 40, task: 'sleep', durationMs: 600 }),
  tasks: integerParam(1, MAX_TASKS, 40, { label: 'Tasks', help: 'Each call of wait looks at all that are pending.' }),
})

/** Waits for a set of tasks of one event loop, and gets back two sets: done and pending. */
export const asyncWaitTechnique = defineTechnique({
  id: 'async-wait',
  title: 'Wait',
  schema,
  maxTasks: MAX_TASKS,
  knobs: (params) => [...loopOffers(), ...rateOffers(params)],
  async run({ params, workload, observer, signal, bindKnobs }) {
    await using loop = new EventLoopExecutor({ observer, signal })
    const arrivals = new Arrivals()
    bindKnobs({ ...loopKnobs(loop), ...rateKnobs(arrivals, params) })
    let pending = new Set<Future<unknown>>()
    const submit = ({ ref, input }: WorkItem, arrival: Arrival): void => void pending.add(loop.submit(ref, input, arrival))
    await submitAll(workload, signal, submit, arrivals)
    for (let round = 1; pending.size > 0; round++) {
      const sets = await asyncWait(pending, { returnWhen: params.returnWhen })
      observer.log('info', `wait ${round} returned: ${sets.done.size} done, ${sets.pending.size} pending`)
      pending = sets.pending
    }
  },
})
