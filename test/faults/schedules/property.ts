import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SEED } from '../scale.ts'
import { backTo, resources } from '../support/resources.ts'
import { within } from '../support/until.ts'
import { checkAll } from './checks.ts'
import { Player } from './player.ts'
import { schedules, type Kind, type Schedule } from './schedule.ts'

/** A schedule takes some 100 ms. On a machine that does ten other things it takes seconds, and never this. */
const HANGS_MS = 60_000

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
    await within(HANGS_MS, player.play(schedule), describe)
    await checkAll(schedule, player)
    await backTo(before)
    expect(resources().children).toEqual(before.children)
  } finally {
    player.dispose()
  }
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
