import { describe, expect, it } from 'vitest'
import { compareRuns, type ComparisonRow, type RunMeasures } from '#engine/analysis/index.js'

const measures = (rest: Partial<RunMeasures> = {}): RunMeasures => ({
  makespanMs: 100,
  throughput: 10,
  waitP50Ms: 1,
  waitP95Ms: 2,
  waitP99Ms: 3,
  runP50Ms: 4,
  runP95Ms: 5,
  runP99Ms: 6,
  cpuSeconds: 0.1,
  peakMemoryBytes: 1000,
  transferShare: 0.25,
  ...rest,
})

function rowOf(measure: keyof RunMeasures, a: readonly (number | null)[], b: readonly (number | null)[]): ComparisonRow | undefined {
  const runs = (values: readonly (number | null)[]): RunMeasures[] => values.map((value) => measures({ [measure]: value }))
  return compareRuns(runs(a), runs(b)).find((row) => row.measure === measure)
}

describe('compareRuns', () => {
  it('has a row for each measure, in order, with its unit', () => {
    expect(compareRuns([measures()], [measures()]).map(({ measure, unit }) => [measure, unit])).toEqual([
      ['makespanMs', 'ms'],
      ['throughput', 'tasks/s'],
      ['waitP50Ms', 'ms'],
      ['waitP95Ms', 'ms'],
      ['waitP99Ms', 'ms'],
      ['runP50Ms', 'ms'],
      ['runP95Ms', 'ms'],
      ['runP99Ms', 'ms'],
      ['cpuSeconds', 's'],
      ['peakMemoryBytes', 'bytes'],
      ['transferShare', 'share'],
    ])
  })

  it('claims nothing about one run each, however far apart they are', () => {
    expect(rowOf('makespanMs', [100], [500])).toEqual({
      measure: 'makespanMs',
      unit: 'ms',
      a: 100,
      b: 500,
      difference: 400,
      differencePercent: 400,
      interval: null,
      verdict: 'one run each: repeat to be sure',
    })
    expect(rowOf('makespanMs', [100, 101], [500])?.verdict).toBe('too few runs: repeat to be sure')
  })

  it('sees no clear difference where the interval holds 0', () => {
    // The means are 20% apart, but Welch's interval is -1.04 to 41.04.
    expect(rowOf('makespanMs', [100, 109, 91], [120, 122, 118])).toMatchObject({
      a: 100,
      b: 120,
      differencePercent: 20,
      interval: { low: expect.closeTo(-1.0425, 4), high: expect.closeTo(41.0425, 4) },
      verdict: 'no clear difference',
    })
  })

  it.each([
    ['makespanMs', 'worse'],
    ['throughput', 'better'],
    ['waitP99Ms', 'worse'],
    ['cpuSeconds', 'worse'],
    ['peakMemoryBytes', 'worse'],
    ['transferShare', 'worse'],
  ] as const)('more %s is %s', (measure, verdict) => {
    const opposite = verdict === 'worse' ? 'better' : 'worse'
    expect(rowOf(measure, [100, 101, 99], [120, 121, 119])?.verdict).toBe(verdict)
    expect(rowOf(measure, [120, 121, 119], [100, 101, 99])?.verdict).toBe(opposite)
  })

  it('calls the same numbers no difference, and has no percentage of 0', () => {
    expect(rowOf('transferShare', [0, 0], [0, 0])).toMatchObject({
      difference: 0,
      differencePercent: null,
      interval: { low: 0, high: 0 },
      verdict: 'no clear difference',
    })
  })

  it('does not judge what one of the repeats lacks', () => {
    expect(rowOf('cpuSeconds', [1, null], [1, 2])).toMatchObject({ a: null, b: 1.5, difference: null, verdict: 'not measured' })
  })
})
