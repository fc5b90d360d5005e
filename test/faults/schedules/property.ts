import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SEED } from '../scale.ts'
import { backTo, resources } from '../support/resources.ts'
import { later } from '../support/until.ts'
import { checkAll } from './checks.ts'
import { Player } from './player.ts'
import { schedules, type Kind, type Schedule } from './schedule.ts'

/** For so long nothing at all happens only if nothing will: starting a process takes seconds on the busiest machine. */
const HANGS_MS = 60_000
const LOOK_MS = 500

/** A failure prints its path: with it and the seed, only the failing schedule runs. */
const PATH = process.env['POOLSCOPE_PATH']

/** `numRuns` random schedules in one kind of workers, one after the other. */
export function holdsFor(kind: Kind, numRuns: number): void {
  it(
    `${numRuns} random schedules with ${kind} workers, seed ${SEED}: one outcome for each task, and nothing is left`,
    async () => {
      const warm = new Player(warmUp(kind))
      await warm.play(warmUp(kind))
      warm.dispose()
      const property = fc.asyncProperty(schedules(kind), playAndCheck)
      await fc.assert(property, { seed: SEED, numRuns, endOnFailure: true, ...(PATH === undefined ? {} : { path: PATH }) })
    },
    numRuns * HANGS_MS,
  )
}

async function playAndCheck(schedule: Schedule): Promise<void> {
  const before = resources()
  const player = new Player(schedule)
  const describe = (): string => `the schedule hangs; tasks without an outcome: ${openJobs(player)}`
  try {
    await whileItMoves(player.play(schedule), () => progressOf(player), describe)
    await checkAll(schedule, player)
    await backTo(before)
    expect(resources().children).toEqual(before.children)
  } finally {
    player.dispose()
  }
}

/** The promise, or an error that says what hangs, once nothing has moved for long. */
async function whileItMoves(promise: Promise<void>, progress: () => number, describe: () => string): Promise<void> {
  let isSettled = false
  const isOpen = (): boolean => !isSettled
  const settled = promise.finally(() => (isSettled = true))
  settled.catch(() => undefined) // who awaits it below hears of it
  let last = progress()
  let movedAt = performance.now()
  while (isOpen() && performance.now() - movedAt < HANGS_MS) {
    await Promise.race([settled, later(LOOK_MS, undefined, { ref: false })])
    if (progress() === last) continue
    last = progress()
    movedAt = performance.now()
  }
  if (isOpen()) throw new Error(`nothing moved for ${HANGS_MS} ms: ${describe()}`)
  await settled
}

/** Grows with each outcome and each worker that starts, is ready or ends. */
function progressOf({ jobs, recorder }: Player): number {
  const outcomes = jobs.filter(({ future }) => future.done()).length
  return outcomes + recorder.workers.infos.reduce((sum, { readyMs, endedMs }) => sum + 1 + Number(readyMs !== null) + Number(endedMs !== null), 0)
}

function openJobs({ jobs }: Player): string {
  return jobs.filter(({ future }) => !future.done()).map(({ id, step, future }) => `${id} ${step.work} ${future.state}`).join(', ')
}

/** Node's own threads and descriptors come with the first worker, and stay. */
function warmUp(kind: Kind): Schedule {
  const submit = { do: 'submit', work: 'fast', count: 4, priority: 0, timeoutMs: null, signal: null, whenRoom: false } as const
  const setup = { maxWorkers: kind === 'event-loop' ? 1 : 4, queue: 'fifo', onWorkerLost: 'replace' } as const
  return { kind, setup, steps: [submit], ending: 'shutdown' }
}
