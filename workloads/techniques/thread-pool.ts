import { z } from 'zod'
import { asCompleted, ThreadPoolExecutor, type Future } from '../executors/index.ts'
import { workloadShapeWith, type WorkItem } from '../tasks/index.ts'
import { Arrivals } from './arrivals.ts'
import { timeLimit, timeoutField, workersField } from './fields.ts'
import { poolKnobs, poolOffers, rateKnobs, rateOffers } from './knobs.ts'
import { submitAll, submitWithRoom, type Arrival } from './submit.ts'
import { defineTechnique } from './technique.ts'

const MAX_WORKERS = 64

const schema = z.object({
  workers: workersField(MAX_WORKERS, 4, 'threads'),
  ...workloadShapeWith({ tasks: 120, task: 'spin', durationMs: 25 }),
  timeoutMs: timeoutField(),
})

/** A fixed number of threads share a queue of tasks; results are taken as they complete. */
export const threadPool = defineTechnique({
  id: 'thread-pool',
  title: 'Thread pool',
  schema,
  knobs: (params) => [...poolOffers(params.workers, MAX_WORKERS), ...rateOffers(params)],
  async run({ params, workload, observer, signal, bindKnobs }) {
    await using pool = new ThreadPoolExecutor({ maxWorkers: params.workers, observer, signal })
    const arrivals = new Arrivals()
    bindKnobs({ ...poolKnobs(pool), ...rateKnobs(arrivals, params) })
    const futures: Future<unknown>[] = []
    const take = (future: Future<unknown>): void => void futures.push(future)
    const submit = (item: WorkItem, arrival: Arrival) =>
      submitWithRoom(pool, item, { ...arrival, ...timeLimit(params.timeoutMs) }, take)
    await submitAll(workload, signal, submit, arrivals)
    for await (const future of asCompleted(futures)) {
      if (!future.cancelled()) await future.exception() // the result, or why there is none
    }
  },
})
