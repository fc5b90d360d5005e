import { PRESETS } from 'poolscope'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseStoryboard } from '#engine/analysis/storyboard/parse.js'
import { parseParameters } from '#engine/contract/index.js'
import { findPreset } from '#engine/presets/index.js'
import { findStoryboard, listStoryboards } from '#engine/storyboards/index.js'
import { findTechnique } from '#engine/techniques/index.js'

const boards = await listStoryboards()
const runsOf = (board: (typeof boards)[number]) => board.steps.flatMap((step) => (step.step === 'run' ? [step] : []))

describe('storyboards that come with the app', () => {
  it('has one for each technique and each pitfall, which runs it', () => {
    const wanted = PRESETS.filter(({ group }) => group !== 'demos').map(({ id }) => id)
    expect(wanted).toHaveLength(20)
    for (const id of wanted) {
      const board = boards.find((candidate) => candidate.id === id)
      expect(board === undefined ? [] : runsOf(board).map(({ preset }) => preset), id).toContain(id)
    }
  })

  it('is named as its file', () => {
    const files = readdirSync('storyboards').map((name) => path.parse(name).name)
    expect(boards.map(({ id }) => id).sort()).toEqual(files.sort())
  })

  it.each(boards.map((board) => [board.id, board] as const))('%s asks for runs that can be', (_, board) => {
    for (const { preset, params } of runsOf(board)) {
      const found = findPreset(preset)
      expect(() => parseParameters(findTechnique(found.technique).schema, found.params, params ?? {})).not.toThrow()
    }
  })

  it.each(boards.map((board) => [board.id, board] as const))('%s begins and ends with a card, has chapters between, and waits for each run', (_, board) => {
    expect(board.steps[0]?.step).toBe('card')
    expect(board.steps.at(-1)?.step).toBe('card')
    expect(board.steps.filter(({ step }) => step === 'card' || step === 'chapter').length).toBeGreaterThanOrEqual(4)
    const ends = board.steps.filter((step) => step.step === 'until' && step.when.event === 'finished')
    expect(ends).toHaveLength(runsOf(board).length)
  })

  it('asks questions with whole answers: in YAML a comma without quotes makes two of one', () => {
    const answers = boards.flatMap(({ id, steps }) =>
      steps.flatMap((step) => (step.step === 'predict' ? step.answers.map((answer) => `${id}: ${answer}`) : [])),
    )
    expect(answers.length).toBeGreaterThan(10)
    expect(answers.filter((answer) => !/: [A-Z0-9]/.test(answer))).toEqual([])
  })

  it('is found by its id, and near misses are told', async () => {
    expect((await findStoryboard('gather')).title).toBe('Gather keeps the order')
    await expect(findStoryboard('gahter')).rejects.toThrow(/no storyboard "gahter".*gather/)
    await expect(findStoryboard('none.yaml')).rejects.toThrow(/"none.yaml" cannot be read/)
  })
})

const HEAD = 'version: 1\nid: mine\ntitle: Mine\nsummary: Mine.\nseed: 1\nsteps:\n'

describe('a storyboard of the user', () => {
  it('may be YAML or JSON', () => {
    const board = parseStoryboard(`${HEAD}  - step: say\n    text: Hello.\n`, 'mine.yaml')
    expect(board.steps).toEqual([{ step: 'say', text: 'Hello.' }])
    expect(parseStoryboard(JSON.stringify(board), 'mine.json')).toEqual(board)
  })

  it.each([
    ['an unknown step', '  - step: sing\n', /line 7, column \d+: steps › 1/],
    ['a step without what it needs', '  - step: say\n', /line 7, column 5: steps › 1 › text: /],
    ['a key too many', '  - step: say\n    text: Hi.\n    colour: red\n', /line 9, column 5: steps › 1: .*colour/],
    ['a wrong value', '  - step: hold\n    forMs: -5\n', /line 8, column 12: steps › 1 › forMs: /],
    ['a wrong moment', '  - step: until\n    when: { event: finished, depth: 3 }\n', /line 8, column 11: .*exactly one/],
    ['an answer that is not there', '  - step: predict\n    question: Why?\n    answers: [a, b]\n    right: 3\n    why: So.\n', /line 10, column 12: .*no answer/],
    ['broken YAML', '  - step: [say\n', /line \d+, column \d+: /],
  ])('is refused with line and reason: %s', (_, steps, message) => {
    expect(() => parseStoryboard(HEAD + steps, 'mine.yaml')).toThrow(message)
  })

  it('is refused when it multiplies itself', () => {
    const levels = Array.from({ length: 12 }, (_, at) => `l${at + 1}: &l${at + 1} [${Array(10).fill(`*l${at}`).join(', ')}]`)
    expect(() => parseStoryboard(['l0: &l0 [x]', ...levels].join('\n'), 'bomb.yaml')).toThrow(/"bomb.yaml" is no storyboard/)
  })
})
