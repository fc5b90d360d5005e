import { median } from '../figures.ts'
import type { OpenContestant } from './contestant.ts'
import { burst } from './dispatch.ts'
import { Observation } from './observe.ts'
import { openOurs } from './pools/ours.ts'

export interface TelemetrySetting {
  readonly observed: boolean
  readonly iterationsPerMs: number
}

const NOOPS = 20_000
/** Bursts of no-ops in a round: one alone is too short to show a difference of a few per cent. */
const BURSTS = 10
const SPINS = 500

/** A thread pool that is observed as in a run, or not at all. */
export const open: OpenContestant<TelemetrySetting> = ({ observed, iterationsPerMs }) => {
  const observation = observed ? new Observation() : null
  const noops = openOurs('thread', 'noop', observation)
  const spins = openOurs('thread', 'timedSpin', observation)
  return {
    round: async (small) => {
      observation?.resume()
      const perS: number[] = []
      for (let i = 0; i < (small ? 2 : BURSTS); i++) perS.push(await burst(noops, NOOPS))
      const tasks = small ? 50 : SPINS
      const startMs = performance.now()
      await Promise.all(Array.from({ length: tasks }, () => spins.run(Math.round(iterationsPerMs))))
      const spinsPerS = (tasks / (performance.now() - startMs)) * 1000
      observation?.rest()
      return { noopsPerS: median(perS), spinsPerS }
    },
    close: () => Promise.all([noops.close(), spins.close()]),
  }
}
