import type { Facts } from './facts.ts'
import type { Insight } from './insight.ts'
import { durationInWords, shareInWords } from './words.ts'

/** From here on, tasks waited for a worker to be there longer than for anything else. */
const MIN_SHARE = 0.5
/** A single task always waits for its worker. */
const MIN_TASKS = 5
/** Faster is as fast as a thread starts. */
const MIN_START_MS = 20

/** Most of the makespan passed before the first worker was ready. */
export function coldStart({ input, complete, firstSubmittedMs, lastProgressMs }: Facts): Insight | null {
  const { length } = input.tables.tasks
  const workers = input.workers.flatMap((one) =>
    one !== undefined && one.readyMs !== null && one.role !== 'server' && one.role !== 'producer'
      ? [{ index: one.index, startedMs: one.startedMs, readyMs: one.readyMs }]
      : [],
  )
  if (!complete || length < MIN_TASKS || workers.length === 0) return null
  const firstReadyMs = workers.reduce((first, { readyMs }) => Math.min(first, readyMs), Infinity)
  const waitMs = firstReadyMs - firstSubmittedMs
  const makespanMs = lastProgressMs - firstSubmittedMs
  if (waitMs < Math.max(MIN_START_MS, MIN_SHARE * makespanMs) || makespanMs <= 0) return null
  const startMs = workers.reduce((sum, one) => sum + one.readyMs - one.startedMs, 0) / workers.length
  return {
    id: 'cold-start',
    severity: 'hint',
    title: 'Starting workers takes most of the time',
    text:
      `The first task waited ${durationInWords(waitMs)} for a worker to be ready, ` +
      `${shareInWords(waitMs / makespanMs)} of the ${durationInWords(makespanMs)} that all tasks took. ` +
      'Start the pool before it is needed and keep it, use threads in place of processes, or fewer workers.',
    numbers: [
      { label: 'Wait for the first worker', value: waitMs, unit: 'ms' },
      { label: 'Makespan', value: makespanMs, unit: 'ms' },
      { label: 'Share', value: waitMs / makespanMs, unit: 'share' },
      { label: 'Start of a worker, mean', value: startMs, unit: 'ms' },
    ],
    evidence: { fromMs: firstSubmittedMs, toMs: firstReadyMs, workers: workers.map(({ index }) => index) },
  }
}
