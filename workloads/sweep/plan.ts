import { UsageError } from '../contract/index.ts'
import { createRandom } from '../tasks/index.ts'

/** One run of a sweep. */
export interface PlannedRun {
  /** Index of what is measured. */
  readonly point: number
  /** 0, 1, 2, ...; warm-up runs count by themselves. */
  readonly repeat: number
  /** It is run and not measured. */
  readonly warmUp: boolean
}

export interface PlanOptions {
  readonly repeats: number
  readonly warmUp: number
  /** Of the order. */
  readonly seed: number
}

/** More is a mistake rather than a wish: at a second each it is more than half an hour. */
export const MAX_RUNS = 2_000

/**
 * The runs of a sweep: in each round every point once, in random order, warm-up rounds first (a randomised complete
 * block design: Fisher, "The Design of Experiments", 1935). So whatever changes slowly while it goes on, the heat of a
 * core or another program, meets all points alike; and a sweep that is stopped has measured all about equally often.
 * @throws UsageError when there are too many
 */
export function planRuns(points: number, { repeats, warmUp, seed }: PlanOptions): PlannedRun[] {
  const runs = points * (repeats + warmUp)
  if (runs > MAX_RUNS) {
    throw new UsageError(`That would be ${runs} runs, and a sweep has at most ${MAX_RUNS}. Use fewer sizes, models or repeats.`)
  }
  const random = createRandom(seed, 'sweep')
  return Array.from({ length: warmUp + repeats }, (_, round) => {
    const isWarmUp = round < warmUp
    const order = Array.from({ length: points }, (_, point) => point)
    // Fisher and Yates (1938), from the end.
    for (let i = points - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1))
      const [a = 0, b = 0] = [order[i], order[j]]
      order[i] = b
      order[j] = a
    }
    return order.map((point) => ({ point, repeat: isWarmUp ? round : round - warmUp, warmUp: isWarmUp }))
  }).flat()
}
