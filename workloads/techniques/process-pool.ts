import { z } from 'zod'
import { asCompleted, ProcessPoolExecutor, type Future } from '../executors/index.ts'
import { workloadShapeWith } from '../tasks/index.ts'
import { timeLimit, timeoutField, workersField } from './fields.ts'
import { submitAll } from './submit.ts'
import { defineTechnique } from './technique.ts'

const schema = z.object({
  workers: workersField(32, 4, 'processes'),
  ...workloadShapeWith({ tasks: 120, task: 'spin', durationMs: 25 }),
  timeoutMs: timeoutField(),
})

/** A fixed number of processes share a queue of tasks; results are taken as they complete. */
export const processPool = defineTechnique({
  id: 'process-pool',
  title: 'Process pool',
  schema,
  async run({ params, workload, observer, signal }) {
    await using pool = new ProcessPoolExecutor({ maxWorkers: params.workers, observer, signal })
    const futures: Future<unknown>[] = []
    await submitAll(workload, signal, ({ ref, input }, arrival) => {
      futures.push(pool.submit(ref, input, { ...arrival, ...timeLimit(params.timeoutMs) }))
    })
    for await (const future of asCompleted(futures)) {
      if (!future.cancelled()) await future.exception() // the result, or why there is none
    }
  },
})
