import { WAIT_STATES } from '../../contract/telemetry.ts'
import type { Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import { countInWords, durationInWords } from './words.ts'

/** Handing over the last item or an end mark takes milliseconds; a second without any progress is no hand-over. */
const MIN_STUCK_MS = 1000
const GET = WAIT_STATES.indexOf('get')

/** After the last result a consumer still waits in `get`, or items wait and nobody takes them. One is enough. */
export function consumerStuck(facts: Facts): Insight | null {
  const { input, lastProgressMs } = facts
  const consumers = input.workers.filter((one) => one?.role === 'consumer')
  if (consumers.length === 0) return null
  const stuck = stuckInGet(facts)
  const left = input.tables.depth.columns.depth[input.tables.depth.length - 1] ?? 0
  const sinceMs = stuck?.fromMs ?? Math.max(lastProgressMs, facts.firstSubmittedMs)
  const toMs = stuck?.toMs ?? input.nowMs
  if (stuck === null && (left === 0 || toMs - sinceMs < MIN_STUCK_MS)) return null
  const lasted = durationInWords(toMs - sinceMs)
  return {
    id: 'consumer-stuck',
    severity: 'problem',
    title: stuck === null ? 'Nobody takes the items out of the queue' : 'A consumer waits for an item that never comes',
    text:
      stuck === null
        ? `For the last ${lasted} nothing was done, while ${countInWords(left, 'item')} waited. ` +
          'Look at where each consumer was then: it has ended, or it waits for something else.'
        : `${countInWords(stuck.workers.length, 'consumer')} waited in get for ${lasted} after the last result. ` +
          'Put one end mark for each consumer, or shut the queue down once the producers are done.',
    numbers: [
      { label: 'Waited in vain', value: toMs - sinceMs, unit: 'ms' },
      { label: 'Consumers stuck', value: stuck?.workers.length ?? 0, unit: 'count' },
      { label: 'Consumers', value: consumers.length, unit: 'count' },
      { label: 'Items left', value: left, unit: 'count' },
    ],
    evidence: { fromMs: sinceMs, toMs, ...(stuck === null ? {} : { workers: stuck.workers }) },
  }
}

/** Waits in `get` that went on for long after the last result. */
function stuckInGet({ input, lastProgressMs }: Facts): { fromMs: number; toMs: number; workers: number[] } | null {
  const { length, columns } = input.tables.spans
  const workers = new Set<number>()
  let [first, last] = [Infinity, 0]
  for (let row = 0; row < length; row++) {
    if (columns.state[row] !== GET) continue
    const fromMs = Math.max(columns.fromMs[row] ?? 0, lastProgressMs)
    const toMs = columns.toMs[row] ?? 0
    if (toMs - fromMs < MIN_STUCK_MS) continue
    workers.add(columns.worker[row] ?? 0)
    first = Math.min(first, fromMs)
    last = Math.max(last, toMs)
  }
  return workers.size === 0 ? null : { fromMs: first, toMs: last, workers: [...workers] }
}
