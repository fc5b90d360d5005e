import { z } from 'zod'
import { offerKnob } from '../contract/index.ts'
import { Process } from '../executors/index.ts'
import { integerParam, workloadShapeWith, type WorkItem } from '../tasks/index.ts'
import { Arrivals } from './arrivals.ts'
import { killKnob, rateKnobs, rateOffers } from './knobs.ts'
import { submitAll } from './submit.ts'
import { defineTechnique } from './technique.ts'

const MAX_TASKS = 128

const schema = z.object({
  ...workloadShapeWith({ task: 'spin', durationMs: 150 }),
  tasks: integerParam(1, MAX_TASKS, 6, { label: 'Tasks', help: 'Each gets a process of its own.' }),
})

/** One process per task: start them all, then join them all. */
export const processes = defineTechnique({
  id: 'processes',
  title: 'Processes',
  schema,
  maxTasks: MAX_TASKS,
  knobs: (params) => [offerKnob('kill', null), ...rateOffers(params)],
  async run({ params, workload, observer, signal, bindKnobs }) {
    const arrivals = new Arrivals()
    const started: Process<unknown>[] = []
    bindKnobs({ ...killKnob(started), ...rateKnobs(arrivals, params) })
    const start = ({ ref: target, input, kind }: WorkItem): void => {
      const child = new Process({ target, input, kind, observer, signal })
      child.start()
      started.push(child)
    }
    await submitAll(workload, signal, start, arrivals)
    for (const child of started) await child.join()
  },
})
