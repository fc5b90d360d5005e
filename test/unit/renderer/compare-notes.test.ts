import { describe, expect, it } from 'vitest'
import { compareRuns, measuresOf, readRecordedRun } from '../../../workloads/analysis/index.ts'
import type { RunInfo } from '../../../workloads/contract/index.ts'
import { fairnessNotes, headline, needsRepeats, paramDifferences } from '../../../renderer/panels/compare/notes.ts'
import type { Repeat } from '../../../renderer/stores/index.ts'
import { INFO } from './batches.ts'
import { runBytes } from './run-bytes.ts'

const measures = (runMs: number) => measuresOf(readRecordedRun(runBytes({ runMs })))
const rowsOf = (a: readonly number[], b: readonly number[]) => compareRuns(a.map(measures), b.map(measures))

const repeat = (info: Partial<RunInfo> = {}, outcome: Repeat['outcome'] = 'ok'): Repeat => ({
  name: 'Run',
  source: 'run',
  info: { ...INFO, ...info },
  outcome,
  measures: measures(10),
  cost: null,
  workerKinds: ['thread'],
  endMs: 20,
})
const notes = (a: Repeat[], b: Repeat[]) => fairnessNotes({ a: { repeats: a }, b: { repeats: b } })

describe('what is said of a comparison', () => {
  it('is that nobody can tell, while there are too few runs', () => {
    expect(headline(rowsOf([10], [50]))).toMatch(/nobody can tell/)
    expect(needsRepeats(rowsOf([10], [50]))).toBe(true)
  })

  it('is who is faster, or that repeats differ as much', () => {
    expect(headline(rowsOf([50, 51, 52], [10, 11, 12]))).toMatch(/^b is faster: .* 74% less[.]$/)
    expect(headline(rowsOf([10, 11, 12], [50, 51, 52]))).toMatch(/^b is slower/)
    expect(headline(rowsOf([10, 30, 50], [12, 31, 48]))).toMatch(/^No clear difference/)
    expect(needsRepeats(rowsOf([10, 30, 50], [12, 31, 48]))).toBe(false)
  })

  it('is nothing about fairness where all is the same but the model', () => {
    expect(notes([repeat()], [repeat({ technique: 'process-pool', preset: 'process-pool' })])).toEqual([])
  })

  it('is what makes it unfair', () => {
    expect(notes([repeat(), repeat({ params: { workers: 2 } })], [repeat()])).toEqual([expect.stringContaining('The runs of a had different parameters')])
    expect(notes([repeat()], [repeat({}, 'stopped'), repeat({}, null)])).toEqual(['2 runs of b did not end well: stopped, cut off.'])
    expect(notes([repeat()], [repeat({ seed: 2 })])).toEqual([expect.stringContaining('Seeds differ')])
    expect(notes([repeat({ rival: 'other' })], [repeat({ runId: 'other', rival: 'run' })])).toEqual([expect.stringContaining('A race')])
    const machine = { ...INFO.machine, cores: 64 }
    expect(notes([repeat()], [repeat({ machine })])).toEqual([expect.stringContaining('different machines')])
  })

  it('names the parameters that differ', () => {
    expect(paramDifferences({ workers: 2, tasks: 10 }, { workers: 4, tasks: 10, capacity: 8 })).toEqual([
      { name: 'workers', a: '2', b: '4' },
      { name: 'capacity', a: null, b: '8' },
    ])
  })
})
