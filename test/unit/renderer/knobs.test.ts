import { describe, expect, it } from 'vitest'
import { offerKnob, type KnobTurn, type WorkerInfo } from '../../../workloads/contract/index.ts'
import { turnMarks } from '../../../renderer/charts/turn-marks.ts'
import { checkValue, knobRows, knobsRest, turnableWorkers, valueOf } from '../../../renderer/panels/knobs/knob-rows.ts'
import { markersOf } from '../../../renderer/stores/played.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import type { SessionData } from '../../../renderer/stores/session-data.ts'
import { batch, INFO } from './batches.ts'

const turn = (atMs: number, label: string, given: Partial<KnobTurn> = {}): KnobTurn => ({
  ...{ atMs, knob: 'resize', value: 4, worker: null, label },
  ...given,
})

describe('marks of knobs on the time axis', () => {
  const pixel = (ms: number): number => ms / 10
  const marks = (turns: readonly KnobTurn[], pointedX: number | null = null) =>
    turnMarks(turns, pixel, { width: 300, pointedX }).map(({ x, label, side }) => [x, label, side])

  it('have their label where it fits: up to the next mark, or before it where nothing is', () => {
    expect(marks([turn(100, '4 workers'), turn(2000, '6 workers')])).toEqual([
      [10, '4 workers', 'right'],
      [200, '6 workers', 'right'],
    ])
    expect(marks([turn(100, '4 workers'), turn(2900, '6 workers')])[1]).toEqual([290, '6 workers', 'left'])
    expect(marks([turn(100, '4 workers'), turn(300, '6 workers'), turn(2900, 'thread 1 killed')])).toEqual([
      [10, '', 'left'],
      [30, '6 workers', 'right'],
      [290, 'thread 1 killed', 'left'],
    ])
  })

  it('that are not in sight are left out, and near ones are one: the latest', () => {
    expect(marks([turn(-50, 'before'), turn(1000, 'a'), turn(1030, 'b'), turn(3001, 'after')])).toEqual([[103, 'b', 'right']])
  })

  it('say their label under the crosshair, and no other does', () => {
    const near = [turn(100, '4 workers'), turn(300, 'thread 1 killed'), turn(2000, '6 workers')]
    expect(marks(near, 12).map(([, label]) => label)).toEqual(['4 workers', '', ''])
    expect(marks(near, 31).map(([, label]) => label)).toEqual(['', 'thread 1 killed', ''])
    expect(marks(near, 100)).toEqual(marks(near))
  })
})

describe('the knobs of the window', () => {
  const offers = [offerKnob('resize', 2, { max: 8 }), offerKnob('slow', 1), { ...offerKnob('kill', null), knob: 'unheard-of' }]
  const { run, worker } = knobRows(offers)
  const [resize] = run
  const [slow] = worker
  if (resize === undefined || slow === undefined) throw new Error('both are offered')

  it('are those that the run offers and the window knows', () => {
    expect([run, worker].map((rows) => rows.map(({ id }) => id))).toEqual([['resize'], ['slow']])
  })

  it('stand where they were turned last, each worker for itself', () => {
    const turns = [turn(1, ''), turn(2, '', { value: 6 }), turn(3, '', { knob: 'slow', value: 9, worker: 1 })]
    expect([valueOf(resize, [], null), valueOf(resize, turns, null)]).toEqual([2, 6])
    expect([valueOf(slow, turns, 1), valueOf(slow, turns, 0)]).toEqual([9, 1])
  })

  it.each(['', 'x', '0', '9', '2.5'])('refuse "%s" in the words of the host', (text) => {
    expect(checkValue(resize, text)).toEqual({ ok: false, message: 'A whole number from 1 to 8.' })
  })

  it('take a number in their range', () => {
    expect([checkValue(resize, ' 8 '), checkValue(slow, '2.5')]).toEqual([{ ok: true, value: 8 }, { ok: true, value: 2.5 }])
  })

  it('are for workers that run, and not for the server', () => {
    const info = (index: number, given: Partial<WorkerInfo>) =>
      ({ index, id: `thread ${index + 1}`, role: 'worker', state: 'ready', ...given }) as WorkerInfo
    const workers = [info(0, {}), undefined, info(2, { state: 'lost' }), info(3, { role: 'server' }), info(4, { state: 'starting' })]
    expect(turnableWorkers(workers).map(({ id }) => id)).toEqual(['thread 1'])
  })

  it('rest with a reason unless the host’s run goes on and is shown', () => {
    const data = (given: Partial<SessionData>) => ({ opened: null, connection: 'open', runState: 'running', ...given }) as SessionData
    expect(knobsRest(data({}))).toBeNull()
    expect(knobsRest(data({ runState: 'idle' }))).toContain('Start a run')
    expect(knobsRest(data({ runState: 'finished' }))).toContain('Start a run')
    expect(knobsRest(data({ runState: 'stopping' }))).toContain('starting or stopping')
    expect(knobsRest(data({ connection: 'lost' }))).toContain('no connection')
    expect(knobsRest(data({ opened: { name: 'x' } as SessionData['opened'] }))).toContain('recorded')
  })
})

describe('uses of knobs in a run', () => {
  const model = new RunModel()
  model.apply(batch(0, { info: { ...INFO, capacity: 5 } }))
  model.apply(batch(1, { turns: [turn(60, 'queue bound 9', { knob: 'bound', value: 9 })] }))
  model.apply(batch(2, { turns: [turn(150, '4 workers')], log: [{ atMs: 120, level: 'error', text: 'lost', worker: null }] }))

  it('are moments to jump to, among warnings and errors', () => {
    expect(markersOf([model]).map(({ atMs, level, text }) => [atMs, level, text])).toEqual([
      [60, 'knob', 'queue bound 9'],
      [120, 'error', 'lost'],
      [150, 'knob', '4 workers'],
    ])
  })

  it('begin anew with another run', () => {
    const other = new RunModel()
    other.apply(batch(0, { turns: [turn(5, 'a')] }))
    other.apply(batch(0, { runId: 'next' }))
    expect([other.turns, other.wholeTurns, other.capacity]).toEqual([[], [], null])
  })
})
