import { startRun } from '#engine/runs/index.js'
import type { OpenContestant } from './contestant.ts'
import { LoopProbe } from './loop-probe.ts'
import { openOurs } from './pools/ours.ts'
import { WORKERS } from './pools/pool.ts'
import { Observation } from './observe.ts'

const TASKS = 100_000

/** The event loop of the thread that submits, while a burst goes through the pool. */
export const open: OpenContestant<null> = () => ({
  round: async (small) => {
    const tasks = small ? 10_000 : TASKS
    return { ...(await asTheAppDoes(tasks)), ...(await inOneTurn(tasks)) }
  },
  close: () => Promise.resolve(),
})

/** A whole run, from its start to its summary, in the thread that owns it. */
async function asTheAppDoes(tasks: number): Promise<{ p99Ms: number; maxMs: number }> {
  const probe = new LoopProbe()
  const run = await startRun({ preset: 'thread-pool', params: { task: 'noop', tasks, workers: WORKERS }, seed: 1 })
  const { tasks: counts } = await run.finished
  const delay = probe.stop()
  if (counts.ok !== tasks) throw new Error(`${counts.ok} of ${tasks} tasks ended well`)
  return delay
}

/** All submitted by one loop of the caller, which blocks for as long as that takes; then the pool's own part. */
async function inOneTurn(tasks: number): Promise<{ submitMs: number; afterP99Ms: number; afterMaxMs: number }> {
  const pool = openOurs('thread', 'noop', new Observation())
  await Promise.all([pool.run(0), pool.run(1)]) // both workers are up
  const startMs = performance.now()
  const running = Array.from({ length: tasks }, (_, i) => pool.run(i))
  const submitMs = performance.now() - startMs
  const probe = new LoopProbe()
  await Promise.all(running)
  const { p99Ms, maxMs } = probe.stop()
  await pool.close()
  return { submitMs, afterP99Ms: p99Ms, afterMaxMs: maxMs }
}
