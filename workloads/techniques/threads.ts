import { z } from 'zod'
import { Thread } from '../executors/index.ts'
import { integerParam, workloadShapeWith } from '../tasks/index.ts'
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
  async run({ workload, observer, signal }) {
    const started: Thread<unknown>[] = []
    await submitAll(workload, signal, ({ ref: target, input, kind }) => {
      const thread = new Thread({ target, input, kind, observer, signal })
      thread.start()
      started.push(thread)
    })
    for (const thread of started) await thread.join()
  },
})
