import { ThreadPoolExecutor, type Future } from '#engine/executors/index.js'
import { median } from '../figures.ts'
import type { OpenContestant } from './contestant.ts'
import { Observation } from './observe.ts'
import { taskRef } from './pools/ours.ts'
import { WORKERS } from './pools/pool.ts'

const FEW = 10_000
const MANY = 1_000_000
/** Bursts of few tasks in a round: one alone is too short to be measured well. */
const BURSTS_OF_FEW = 20

/** Throughput with few and with very many tasks waiting, and the memory that a waiting task takes. */
export const open: OpenContestant<null> = () => {
  const observation = new Observation()
  const pool = new ThreadPoolExecutor({ maxWorkers: WORKERS, observer: observation.recorder })
  const noop = taskRef('noop')

  /** Submits that many in one turn of the loop; resolves with the time until the last one is done. */
  const burst = async (tasks: number, look: () => void = () => undefined): Promise<number> => {
    const startMs = performance.now()
    const futures = new Array<Future<unknown>>(tasks)
    await new Promise<void>((resolve, reject) => {
      let left = tasks
      const onDone = ({ error }: Future<unknown>): void => {
        if (error !== null) reject(error)
        else if (--left === 0) resolve()
      }
      for (let i = 0; i < tasks; i++) {
        const future = pool.submit(noop, i)
        future.addDoneCallback(onDone)
        futures[i] = future
      }
      look()
    })
    return performance.now() - startMs
  }

  /** Heap that each of so many waiting tasks takes, with its future. */
  const heapOf = async (tasks: number): Promise<number> => {
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    let held = 0
    await burst(tasks, () => {
      globalThis.gc?.() // what is left is held by the tasks that wait
      held = process.memoryUsage().heapUsed - before
    })
    return held / tasks
  }

  let bytesPerTask: number | null = null
  return {
    round: async (small) => {
      const many = small ? MANY / 20 : MANY
      observation.resume()
      const few: number[] = []
      for (let i = 0; i < (small ? 2 : BURSTS_OF_FEW); i++) few.push((FEW / (await burst(FEW))) * 1000)
      const manyPerS = (many / (await burst(many))) * 1000
      // The same in each round, and slow to measure: once is enough.
      bytesPerTask ??= await heapOf(MANY)
      observation.rest()
      return { fewPerS: median(few), manyPerS, bytesPerTask }
    },
    close: () => pool.shutdown(),
  }
}
