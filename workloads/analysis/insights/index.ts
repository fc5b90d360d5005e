import { finish, type Steps } from '../steps.ts'
import { coldStart } from './cold-start.ts'
import { consumerStuck } from './consumer-stuck.ts'
import { factSteps, type Facts } from './facts.ts'
import { headOfLine } from './head-of-line.ts'
import { idleWorkers } from './idle-workers.ts'
import { SEVERITIES, type Insight, type InsightInput } from './insight.ts'
import { loopBlocked } from './loop-blocked.ts'
import { poolLargerThanCores } from './pool-larger-than-cores.ts'
import { queueGrowing } from './queue-growing.ts'
import { tasksLost } from './tasks-lost.ts'
import { transferCost } from './transfer-cost.ts'
import { workerStarved } from './worker-starved.ts'

export {
  MAX_EVIDENCE_TASKS,
  SEVERITIES,
  type Evidence,
  type Insight,
  type InsightInput,
  type InsightNumber,
  type InsightUnit,
  type Severity,
} from './insight.ts'

/** Looks for one finding; null when it is not there or there is too little to tell. In steps where it sorts. */
type Rule = (facts: Facts) => Insight | null | Steps<Insight | null>

/** All findings; within a severity they are shown in this order. A new one is a file and a line here. */
const RULES: readonly Rule[] = [
  tasksLost,
  consumerStuck,
  loopBlocked,
  headOfLine,
  queueGrowing,
  transferCost,
  coldStart,
  poolLargerThanCores,
  idleWorkers,
  workerStarved,
]

/** What stands out in a run that has ended, the worst first; often nothing. docs/insights.md says what and when. */
export const findInsights = (input: InsightInput): Insight[] => finish(insightSteps(input))

/** The same in steps: a run of a million tasks takes part of a second. */
export function* insightSteps(input: InsightInput): Steps<Insight[]> {
  const facts = yield* factSteps(input)
  const found: Insight[] = []
  for (const rule of RULES) {
    yield
    const result = rule(facts)
    const insight = result !== null && Symbol.iterator in result ? yield* result : result
    if (insight !== null) found.push(insight)
  }
  return found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}
