import { z } from 'zod'
import { offerKnob } from '../contract/index.ts'
import { Thread } from '../executors/index.ts'
import { integerParam, workloadShapeWith, type WorkItem } from '../tasks/index.ts'
import { Arrivals } from './arrivals.ts'
import { killKnob, rateKnobs, rateOffers } from './knobs.ts'
import { submitAll } from './submit.ts'
import { defineTechnique } from './technique.ts'

const MAX_TASKS = 256

const schema = z.object({
  ...workloadShapeWith({ task: 'spin', durationMs: 150 }),
  tasks: integerParam(1, MAX_TASKS, 6, { label: 'Tasks', help: 'Each gets a thread of its own.' }),
})

/** One thread per task: start them all, then join them all. */
export const threads = defineTechnique({
  id: 'threads',
  title: 'Threads',
  schema,
  maxTasks: MAX_TASKS,
  knobs: (params) => [offerKnob('kill', null), ...rateOffers(params)],
  async run({ params, workload, observer, signal, bindKnobs }) {
    const arrivals = new Arrivals()
    const started: Thread<unknown>[] = []
    bindKnobs({ ...killKnob(started), ...rateKnobs(arrivals, params) })
    const start = ({ ref: target, input, kind }: WorkItem): void => {
      const thread = new Thread({ target, input, kind, observer, signal })
      thread.start()
      started.push(thread)
    }
    await submitAll(workload, signal, start, arrivals)
    for (const thread of started) await thread.join()
  },
})
