import type { OpenContestant } from './contestant.ts'
import { percentile } from '../figures.ts'
import { openPool, type BenchPool, type Setting } from './pools/pool.ts'

export interface DispatchSetting {
  /** Module in `pools/`. */
  readonly pool: string
  readonly kind: 'thread' | 'process'
  readonly setting: Setting
}

/** In flight at a time in the window measurement. */
const WINDOW = 64

const SIZES = {
  thread: { burst: 20_000, window: 5000, singles: 500 },
  process: { burst: 10_000, window: 5000, singles: 500 },
} as const
const SMALL = { burst: 5000, window: 2000, singles: 200 } as const

/** No-op tasks through a pool, in three ways. */
export const open: OpenContestant<DispatchSetting> = async ({ pool: name, kind, setting }) => {
  const pool = await openPool(name, { kind, task: 'noop', setting })
  return {
    round: async (small) => {
      const sizes = small ? SMALL : SIZES[kind]
      pool.resume?.()
      const figures = {
        burst: await burst(pool, sizes.burst),
        window: await window(pool, sizes.window),
        latencyUs: await latency(pool, sizes.singles),
      }
      pool.rest?.()
      return figures
    },
    close: () => pool.close(),
  }
}

/** Tasks per second when all are submitted at once. */
export async function burst(pool: BenchPool, tasks: number): Promise<number> {
  const startMs = performance.now()
  const running = new Array<PromiseLike<unknown>>(tasks)
  for (let i = 0; i < tasks; i++) running[i] = pool.run(i)
  const values = await Promise.all(running)
  const tookMs = performance.now() - startMs
  for (let i = 0; i < tasks; i++) if (values[i] !== i) throw new Error(`task ${i} gave ${String(values[i])}`)
  return (tasks / tookMs) * 1000
}

/** Tasks per second when a new one is submitted for each that ends. */
async function window(pool: BenchPool, tasks: number): Promise<number> {
  let next = 0
  const submitter = async (): Promise<void> => {
    while (next < tasks) {
      const i = next++
      if ((await pool.run(i)) !== i) throw new Error(`task ${i} gave something else`)
    }
  }
  const startMs = performance.now()
  await Promise.all(Array.from({ length: WINDOW }, submitter))
  return (tasks / (performance.now() - startMs)) * 1000
}

/** Microseconds from submission to result, one task at a time: p50. */
async function latency(pool: BenchPool, tasks: number): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < tasks; i++) {
    const startMs = performance.now()
    await pool.run(i)
    took.push((performance.now() - startMs) * 1000)
  }
  return percentile(took, 0.5)
}
