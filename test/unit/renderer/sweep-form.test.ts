import { describe, expect, it } from 'vitest'
import { checkSweep, chosenModels, sweepFields } from '../../../renderer/panels/sweep/sweep-form.ts'
import { EMPTY_FORM, type SweepForm } from '../../../renderer/stores/index.ts'
import { sweepRequestSchema, type PresetInfo } from '../../../workloads/contract/index.ts'

const preset = (id: string, technique: PresetInfo['technique']): PresetInfo => ({ id, title: id, technique, group: 'techniques', summary: '', params: {}, fields: [] })
const POOL = preset('thread-pool', 'thread-pool')
const QUEUE = preset('thread-queue', 'thread-queue')

const check = (form: Partial<SweepForm>, of = POOL) => checkSweep({ ...EMPTY_FORM, ...form }, of, { tasks: 9 }, 2, null)

describe('the form of a sweep', () => {
  it('asks at first for the model of the preset, up to twice the cores', () => {
    const checked = check({})
    expect(checked).toEqual({
      request: { kind: 'sizes', preset: 'thread-pool', params: { tasks: 9 }, repeats: 5, as: ['threads'], workers: [1, 2, 3, 4], warmUp: 1 },
      runs: '4 points × 6 rounds: 24 runs',
    })
    expect(sweepRequestSchema.safeParse('request' in checked ? checked.request : null).success).toBe(true)
  })

  it('counts one point for a model without a number of workers', () => {
    expect(check({ as: ['threads', 'event-loop', 'serial'], values: { workers: '1,4', repeats: 2, warmUp: 0 } })).toMatchObject({ runs: '4 points × 2 rounds: 8 runs' })
    expect(check({ as: ['event-loop'], values: { workers: '1,4', repeats: 1, warmUp: 0 } }, preset('own-task', 'own-task'))).toMatchObject({ runs: '2 points × 1 round: 2 runs' })
  })

  it('offers what the preset can be swept as', () => {
    expect(chosenModels({ ...EMPTY_FORM, as: ['threads', 'processes', 'serial'] }, QUEUE)).toEqual(['threads', 'processes'])
    expect(check({ kind: 'rates' }, QUEUE)).toEqual({ errors: { '': 'The tasks of this preset do not arrive at a rate.' } })
  })

  it('asks for arrival rates', () => {
    expect(check({ kind: 'rates', values: { rates: '10,40', repeats: 2, arrival: 'steady', seconds: 1, as: 'processes', size: 3 } })).toMatchObject({
      request: { kind: 'rates', as: 'processes', workers: 3, rates: [10, 40], arrival: 'steady', seconds: 1 },
      runs: '2 rates × 2 repeats: 4 runs',
    })
  })

  it('says what is wrong, field by field', () => {
    expect(check({ values: { workers: '8..1', repeats: 'x' } })).toMatchObject({ errors: { workers: expect.stringContaining('as 1..8'), repeats: expect.stringContaining('whole number') } })
    expect(check({ as: [] })).toEqual({ errors: { '': 'Tick at least one model.' } })
    expect(check({ kind: 'rates', values: { rates: '0..5' } })).toMatchObject({ errors: { rates: expect.stringContaining('above 0') } })
  })

  it('has a default in each field that is right', () => {
    for (const kind of ['sizes', 'rates', 'watching'] as const) {
      expect(sweepFields(kind, 2, POOL).length).toBeGreaterThan(0)
      expect(check({ kind })).toHaveProperty('request')
    }
  })
})
