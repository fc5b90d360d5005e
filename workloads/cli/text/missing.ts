import type { RecordedRun } from '../../analysis/index.ts'
import { count, duration, plural } from './units.ts'

/** What a recording lacks, one text for each; empty for a whole one. */
export function missingTexts({ end, untilMs, info, counts, dropped }: RecordedRun): string[] {
  const { submitted, ...outcomes } = counts
  const ended = Object.values(outcomes).reduce((sum, n) => sum + n, 0)
  const expected = info.expectedTasks ?? submitted
  const missing = Math.max(0, expected - ended)
  return [
    ...(end.how === 'whole'
      ? []
      : [
          `it is ${end.how}: ${end.reason}. It reaches ${duration(untilMs)} into the run; the end of ` +
            `${plural(missing, 'task')}${info.expectedTasks === null ? ' and of all later ones' : ` of ${count(expected)}`} ` +
            `and the summary are missing${end.lostBytes > 0 ? ` (${plural(end.lostBytes, 'byte')} could not be used)` : ''}.`,
        ]),
    ...(dropped.tasks > 0 ? [`${plural(dropped.tasks, 'task')} could not be kept while it was recorded.`] : []),
    ...(dropped.rows > 0
      ? [`${plural(dropped.rows, 'row')} of queue depth, samples, waits or log could not be kept while it was recorded.`]
      : []),
  ]
}
