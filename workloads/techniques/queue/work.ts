import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import type { TaskContext } from '../../contract/index.ts'
import { monitorOf, paceOf } from '../../executors/entry/context.ts'
import type { PacedStart } from '../../executors/entry/pace.ts'
import { loadFunction } from '../../executors/entry/functions.ts'
import type { Monitor } from '../../executors/index.ts'
import type { WorkloadParams } from '../../tasks/index.ts'
import { createWorkload, type WorkloadOptions } from '../../tasks/workload.ts'
import { systemClock } from '../../telemetry/clock.ts'
import type { Ending, Endpoint, Item } from './item.ts'

/** Makes the tasks whose number is `index` modulo `producers`, and puts them into the queue. */
export interface ProducerJob {
  readonly index: number
  readonly producers: number
  readonly params: WorkloadParams
  readonly seed: number
  readonly options: WorkloadOptions
  /** Monotonic time from which arrivals count, the same for all producers. */
  readonly startMs: number
}

export interface ConsumerJob {
  readonly ending: Ending
}

/** How long a consumer may go without a look at the messages. */
const HEAR_MS = 10

export async function produce(job: ProducerJob, endpoint: Endpoint, context: TaskContext): Promise<void> {
  const monitor = monitorOf(context)
  const workload = await createWorkload(job.params, job.seed, job.options)
  const onWait = (): (() => void) => monitor.wait('put')
  for (const { id, kind, ref, input, arrivalMs } of workload.items()) {
    if (id % job.producers !== job.index) continue
    const aheadMs = job.startMs + arrivalMs - systemClock.nowMs()
    if (aheadMs > 0) {
      monitor.flush()
      await sleep(aheadMs) // a producer that is to stop is terminated
    }
    const putMs = systemClock.nowMs()
    await endpoint.put({ id, kind, ref, input, putMs }, onWait)
    monitor.itemPut(id, kind, putMs)
  }
  monitor.flush()
}

export async function consume({ ending }: ConsumerJob, endpoint: Endpoint, context: TaskContext): Promise<void> {
  const monitor = monitorOf(context)
  const onWait = (): (() => void) => monitor.wait('get')
  let heardMs = systemClock.nowMs()
  // The pitfall: an empty queue now says nothing about later.
  while (ending !== 'while-not-empty' || !(await endpoint.isEmpty())) {
    const item = await endpoint.get(onWait)
    if (item === undefined) break
    if (item === null) {
      if (ending === 'put-back') await endpoint.put(null, () => monitor.wait('put'))
      break
    }
    // A consumer that blocks, or works without a turn of the loop, would never hear of its pace.
    if (systemClock.nowMs() - heardMs >= HEAR_MS) {
      await setImmediate()
      heardMs = systemClock.nowMs()
    }
    await work(item, monitor, context)
  }
  monitor.flush()
}

async function work(item: NonNullable<Item>, monitor: Monitor, context: TaskContext): Promise<void> {
  const gotMs = systemClock.nowMs()
  let startedMs = gotMs
  let outcome: 'ok' | 'error' = 'ok'
  let output: unknown
  const pace = paceOf(context)
  let paced: PacedStart | null = null
  try {
    const fn = await loadFunction(item.ref.module, item.ref.name)
    startedMs = systemClock.nowMs()
    paced = pace.start()
    output = await fn(item.input, context)
  } catch {
    outcome = 'error'
  }
  await pace.stretch(paced, false, () => false)
  const times = { putMs: item.putMs, gotMs, startedMs, finishedMs: systemClock.nowMs() }
  monitor.itemDone(item.id, item.kind, outcome, times, output)
}
