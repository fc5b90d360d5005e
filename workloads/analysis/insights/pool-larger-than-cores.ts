import type { Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import { countInWords, durationInWords, inWords } from './words.ts'

/** Shorter, and a sampler that looks ten times a second has seen too little. */
const MIN_WINDOW_MS = 300
const MIN_TASKS = 10
/** Tasks are CPU-bound when together they keep this share of the cores busy; others wait for something else. */
const MIN_USED_SHARE = 0.5
/** Tasks that take this many times the CPU time they got have waited for a core. */
const MIN_STRETCH = 1.5

/** More tasks ran at a time than there are cores, and they only slowed each other down. */
export function poolLargerThanCores(facts: Facts): Insight | null {
  const { input, ran, runMs, firstStartedMs: fromMs, lastFinishedMs: toMs } = facts
  const { cores } = input
  const windowMs = toMs - fromMs
  const busy = [...facts.serial.values()].filter(({ tasks }) => tasks > 0).map(({ info }) => info.index)
  if (ran < MIN_TASKS || windowMs < MIN_WINDOW_MS || busy.length <= cores) return null
  const cpuMs = meanCores(facts) * busy.length * windowMs
  const atATime = runMs / windowMs
  const used = cpuMs / windowMs
  const stretch = runMs / cpuMs
  if (atATime <= cores || used < MIN_USED_SHARE * cores || stretch < MIN_STRETCH) return null
  return {
    id: 'pool-larger-than-cores',
    severity: 'hint',
    title: 'The pool is larger than the machine',
    text:
      `${inWords(atATime)} tasks ran at a time on ${countInWords(cores, 'core')}, so each took about ` +
      `${inWords(stretch)} times as long as it computes: ${durationInWords(runMs / ran)} on average. ` +
      `Tasks that compute are done no sooner with more than ${countInWords(cores, 'worker')}.`,
    numbers: [
      { label: 'Workers', value: busy.length, unit: 'count' },
      { label: 'Tasks at a time', value: atATime, unit: 'count' },
      { label: 'Cores', value: cores, unit: 'count' },
      { label: 'Cores used', value: used, unit: 'cores' },
      { label: 'Run time, mean', value: runMs / ran, unit: 'ms' },
      { label: 'Run time against CPU time', value: stretch, unit: 'factor' },
    ],
    evidence: { fromMs, toMs, workers: busy },
  }
}

/**
 * Cores that a worker used on average while tasks ran. Each sample speaks of the time since the one before; what no
 * sample speaks of, such as the end of a worker, is taken to be like the rest.
 */
function meanCores({ input, serial, firstStartedMs, lastFinishedMs }: Facts): number {
  const { length, columns } = input.tables.samples
  const seenMs = new Map<number, number>()
  let [cpuMs, sampledMs] = [0, 0]
  for (let row = 0; row < length; row++) {
    const worker = columns.worker[row] ?? 0
    const atMs = columns.atMs[row] ?? 0
    const cores = columns.cores[row] ?? -1
    const facts = serial.get(worker)
    if (facts === undefined || cores < 0) continue
    const fromMs = Math.max(seenMs.get(worker) ?? facts.info.startedMs, firstStartedMs)
    const spanMs = Math.max(0, Math.min(atMs, lastFinishedMs) - fromMs)
    cpuMs += cores * spanMs
    sampledMs += spanMs
    seenMs.set(worker, atMs)
  }
  return sampledMs === 0 ? 0 : cpuMs / sampledMs
}
