import { systemClock } from '#engine/telemetry/clock.js'
import { createRandom } from '#engine/tasks/random.js'
import { percentile, type Figures } from '../figures.ts'
import type { OpenContestant } from './contestant.ts'
import { openPool, type BenchPool } from './pools/pool.ts'

export interface UnevenSetting {
  /** Module in `pools/`. */
  readonly pool: string
  /** Measured once, for all. */
  readonly iterationsPerMs: number
}

const SEED = 4
const TASKS = 150
const MEDIAN_MS = 5
/** Of the logarithms: one task in 40 is longer than 35 ms. */
const SIGMA = 1
/** So many tasks as short as this teach a pool that the function is a quick one: it must not rely on that. */
const SHORT = { tasks: 500, ms: 0.01 } as const

/** The same for all: log-normal durations. */
function logNormal(tasks: number): number[] {
  const random = createRandom(SEED, 'uneven')
  return Array.from({ length: tasks }, () => random.logNormal(MEDIAN_MS * Math.exp(SIGMA ** 2 / 2), SIGMA))
}

/** Two long ones, and many short ones behind them. */
const headOfLine = (scale: number): number[] => [
  ...new Array<number>(2).fill(400 * scale),
  ...new Array<number>(20).fill(10 * scale),
]

/** Tasks of very different length, all submitted at once. */
export const open: OpenContestant<UnevenSetting> = async ({ pool: name, iterationsPerMs }) => {
  const pool = await openPool(name, { kind: 'thread', task: 'timedSpin', setting: 'default' })
  const play = (durationsMs: readonly number[]) => playAll(pool, durationsMs.map((ms) => Math.round(ms * iterationsPerMs)))
  return {
    round: async (small): Promise<Figures> => {
      pool.resume?.()
      await play(new Array<number>(SHORT.tasks).fill(SHORT.ms))
      const uneven = await play(logNormal(small ? 20 : TASKS))
      await play(new Array<number>(SHORT.tasks).fill(SHORT.ms))
      const line = await play(headOfLine(small ? 0.1 : 1))
      pool.rest?.()
      return {
        makespanMs: uneven.makespanMs,
        waitP99Ms: uneven.waitP99Ms,
        lineMakespanMs: line.makespanMs,
        lineWaitP99Ms: line.waitP99Ms,
      }
    },
    close: () => pool.close(),
  }
}

/** Waits are from submission to start, stamped where they happen, by one clock. */
async function playAll(pool: BenchPool, iterations: readonly number[]): Promise<{ makespanMs: number; waitP99Ms: number }> {
  const startMs = systemClock.nowMs()
  const running = iterations.map((count) => {
    const submittedMs = systemClock.nowMs()
    return Promise.resolve(pool.run(count)).then((startedMs) => (startedMs as number) - submittedMs)
  })
  const waits = await Promise.all(running)
  return { makespanMs: systemClock.nowMs() - startMs, waitP99Ms: percentile(waits, 0.99) }
}
