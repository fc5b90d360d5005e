import { describe, expect, it } from 'vitest'
import { offerKnob } from '#engine/contract/knobs.js'
import { readTurns, turnsText } from '#engine/cli/turns.js'

const OFFERS = [offerKnob('resize', 2, { max: 8 }), offerKnob('slow', 1), offerKnob('kill', null)]

describe('--turn', () => {
  it('is a time, a knob and what it takes, in the order of the times', () => {
    const turns = readTurns(['2s:resize=4', '500ms:kill=1', '1.5s:slow=thread 2:10'], OFFERS)
    expect(turns.map(({ text: _, ...turn }) => turn)).toEqual([
      { atMs: 500, knob: 'kill', worker: '1' },
      { atMs: 1500, knob: 'slow', worker: 'thread 2', value: 10 },
      { atMs: 2000, knob: 'resize', value: 4 },
    ])
  })

  it.each([
    ['2:resize=4', '--turn takes time:knob=value, for example 2s:resize=4'],
    ['resize=4', '--turn takes time:knob=value'],
    ['-1s:resize=4', '--turn takes time:knob=value'],
    ['2s:resise=4', 'there is no knob "resise". Did you mean resize'],
    ['2s:block=4', 'This run has no knob "block".'],
    ['2s:resize=9', '"resize" takes a whole number from 1 to 8, not 9.'],
    ['2s:resize=two', 'a whole number from 1 to 8. For example'],
    ['2s:resize', 'a whole number from 1 to 8'],
    ['2s:slow=1', '"slow" takes a number from 1 to 50'],
    ['2s:slow=:4', 'needs a worker'],
    ['2s:kill', 'needs a worker'],
  ])('refuses "%s", and says what is right', (text, message) => {
    expect(() => readTurns([text], OFFERS)).toThrow(message)
    expect(() => readTurns([text], OFFERS)).toThrow(expect.objectContaining({ code: 'ERR_USAGE' }) as Error)
  })

  it('is told after the summary, where there was any', () => {
    expect(turnsText([])).toBe('')
    expect(turnsText([{ atMs: 1500, knob: 'resize', value: 4, worker: null, label: '4 workers' }])).toBe(
      '\nknobs turned\n    1.50 s  4 workers\n',
    )
  })
})
