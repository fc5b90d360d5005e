import type { ComparisonRow } from '../../../workloads/analysis/index.ts'
import type { Params } from '../../../workloads/contract/index.ts'
import { formatDuration } from '../../charts/format.ts'
import type { ComparedSide, Repeat, SideName } from '../../stores/index.ts'
import { formatPercent, formatPlural } from '../../ui/words.ts'

type Sides = Readonly<Record<SideName, Pick<ComparedSide, 'repeats'>>>

/** The outcome in a sentence: what the makespans say, or that they say nothing. */
export function headline(rows: readonly ComparisonRow[]): string {
  const makespan = rows.find(({ measure }) => measure === 'makespanMs')
  if (makespan?.a == null || makespan.b === null) return 'Makespans cannot be compared: one side has none.'
  const { a, b, verdict, differencePercent } = makespan
  const both = `${formatDuration(a)} and ${formatDuration(b)}`
  switch (verdict) {
    case 'better':
    case 'worse':
      return `b is ${verdict === 'better' ? 'faster' : 'slower'}: makespans of ${both}, ${formatPercent(Math.abs(differencePercent ?? 0) / 100)} ${verdict === 'better' ? 'less' : 'more'}.`
    case 'no clear difference':
      return `No clear difference: makespans of ${both}, and repeats of one side differ as much.`
    default:
      return `Makespans of ${both}. From so few runs nobody can tell whether that is more than chance.`
  }
}

export const RACE = 'Race: both share the cores'

/** Did any of one side go on at the same time as one of the other? */
export const isRace = ({ a, b }: Sides): boolean =>
  a.repeats.some(({ info }) => b.repeats.some((other) => info.rival !== undefined && info.rival === other.info.runId))

/** Can nothing be said because there are too few runs? */
export const needsRepeats = (rows: readonly ComparisonRow[]): boolean => rows.some(({ verdict }) => verdict.includes('repeat'))

/** What makes the comparison less fair than it looks, in sentences. */
export function fairnessNotes({ a, b }: Sides): string[] {
  const notes = isRace({ a, b }) ? ['A race: both fought for the cores, and neither is what it would be alone.'] : []
  for (const [name, { repeats }] of [['a', a], ['b', b]] as const) {
    if (new Set(repeats.map(settingOf)).size > 1) notes.push(`The runs of ${name} had different parameters: its means are of all of them.`)
    const bad = repeats.filter(({ outcome }) => outcome !== 'ok')
    if (bad.length > 0) notes.push(`${formatPlural(bad.length, 'run')} of ${name} did not end well: ${outcomesOf(bad)}.`)
  }
  const all = [...a.repeats, ...b.repeats]
  if (new Set(all.map(({ info }) => info.seed)).size > 1) notes.push('Seeds differ: the tasks are alike, and not the same.')
  if (new Set(all.map(machineOf)).size > 1) notes.push('The runs were made on different machines or versions.')
  return notes
}

const OUTCOMES = { ok: 'ok', failed: 'failed', stopped: 'stopped', 'cut off': 'cut off' } as const

const outcomesOf = (repeats: readonly Repeat[]): string =>
  [...new Set(repeats.map(({ outcome }) => OUTCOMES[outcome ?? 'cut off']))].join(', ')

const settingOf = ({ info: { technique, params } }: Repeat): string =>
  JSON.stringify([technique, Object.entries(params).sort(([one], [other]) => one.localeCompare(other))])

const machineOf = ({ info: { machine } }: Repeat): string => JSON.stringify([machine.cores, machine.platform, machine.node, machine.app])

export interface Difference {
  readonly name: string
  /** null: that side has no such parameter. */
  readonly a: string | null
  readonly b: string | null
}

/** The parameters that are others in b. */
export function paramDifferences(a: Params, b: Params): Difference[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const text = (params: Params, name: string): string | null => (params[name] === undefined ? null : String(params[name]))
  return names.flatMap((name) => (a[name] === b[name] ? [] : [{ name, a: text(a, name), b: text(b, name) }]))
}
