import { useMemo } from 'react'
import type { ChartRun } from './data.ts'
import { highestSeen } from './highest-seen.ts'

/** A run and the one beside it, if there is one, as one source: it changes when either does. */
export interface WithPeer {
  readonly version: string
  readonly runs: readonly ChartRun[]
}

export function useWithPeer(run: ChartRun, peer: ChartRun | undefined): WithPeer {
  return useMemo(() => {
    const runs = peer === undefined ? [run] : [run, peer]
    return {
      runs,
      get version() {
        return runs.map(({ version }) => version).join()
      },
    }
  }, [run, peer])
}

/** The highest of both, for an axis that is to hold both. */
export const highestOf = ({ runs }: WithPeer, valueOf: (run: ChartRun) => number): number => Math.max(...runs.map(valueOf))

/** The most that was ever told of both, for an axis that is to hold both and stands still when a replay goes back. */
export function highestSeenOfBoth(tell: (run: ChartRun) => number): (source: WithPeer) => number {
  const seen = [highestSeen(tell), highestSeen(tell)]
  return ({ runs }) => Math.max(...runs.map((run, at) => seen[at]?.(run) ?? -Infinity))
}
