import { z } from 'zod'
import { Process } from '../executors/index.ts'
import { integerParam, workloadShapeWith } from '../tasks/index.ts'
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
  async run({ workload, observer, signal }) {
    const started: Process<unknown>[] = []
    await submitAll(workload, signal, ({ ref: target, input, kind }) => {
      const child = new Process({ target, input, kind, observer, signal })
      child.start()
      started.push(child)
    })
    for (const child of started) await child.join()
  },
})
