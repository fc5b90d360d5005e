import { describe, expect, it, test } from 'vitest'
import { blankStep, copyOf, draftOf, insertStep, moveStep, NEW_DRAFT, removeStep, setAt, valueAt } from '../../../renderer/demos/draft.ts'
import { placeOf, problemsOf } from '../../../renderer/demos/draft-problems.ts'
import { createDraftStore, MAX_UNDO } from '../../../renderer/demos/draft-store.ts'
import { listDrafts } from '../../../renderer/demos/kept-drafts.ts'
import { fieldsOfStep, HEAD_FIELDS } from '../../../renderer/demos/step-fields.ts'
import { lengthWords } from '../../../renderer/demos/length-words.ts'
import { openText, takeText } from '../../../renderer/demos/take-text.ts'
import { readStoryboard } from '../../../workloads/analysis/storyboard/parse.ts'
import { printStoryboard } from '../../../workloads/analysis/storyboard/print.ts'
import { stepSchema } from '../../../workloads/contract/index.ts'
import { memoryStorage as storage } from './memory-storage.ts'
import { listStoryboards } from '#engine/storyboards/index.js'

const kinds = stepSchema.options.map((schema) => schema.shape.step.value)

describe('the fields of the form', () => {
  it.each(kinds)('has each field of the step "%s", with a label', (kind) => {
    const schema = stepSchema.options.find((option) => option.shape.step.value === kind)
    const names = Object.keys(schema?.shape ?? {}).filter((name) => name !== 'step')
    expect(fieldsOfStep(kind).map(({ name }) => name)).toEqual(names)
    for (const { label } of fieldsOfStep(kind)) expect(label).not.toBe('')
  })

  it('knows types, bounds and choices by the schema', () => {
    const field = (kind: (typeof kinds)[number], name: string) => fieldsOfStep(kind).find((one) => one.name === name)
    expect(field('hold', 'forMs')).toMatchObject({ type: 'number', min: 0, max: 60_000, optional: false, unit: 'ms' })
    expect(field('card', 'text')).toMatchObject({ type: 'text', optional: true, maxLength: 200 })
    expect(field('show', 'panels')).toMatchObject({ type: 'choices', choices: expect.arrayContaining(['timeline']) as unknown })
    expect(field('highlight', 'panel')).toMatchObject({ type: 'choice', nullable: true })
    expect(field('predict', 'answers')?.type).toBe('texts')
    expect(field('compare', 'runs')?.type).toBe('numbers')
    expect(field('until', 'when')?.type).toBe('moment')
    expect(field('run', 'params')?.type).toBe('params')
    expect(HEAD_FIELDS.map(({ name }) => name)).toEqual(['id', 'title', 'summary', 'seed'])
  })
})

describe('a draft', () => {
  it('is a storyboard from the start', () => {
    expect(problemsOf(NEW_DRAFT).storyboard).toEqual(NEW_DRAFT)
  })

  it('gets steps, moves and loses them', () => {
    const more = insertStep(NEW_DRAFT, 1, blankStep('hold'))
    expect(more.steps.map(({ step }) => step)).toEqual(['card', 'hold', 'show', 'run', 'until', 'card'])
    expect(moveStep(more, 1, 1).steps.map(({ step }) => step)).toEqual(['card', 'show', 'hold', 'run', 'until', 'card'])
    expect(moveStep(more, 0, -1)).toBe(more)
    expect(moveStep(more, 5, 1)).toBe(more)
    expect(removeStep(more, 1)).toEqual(NEW_DRAFT)
  })

  it('takes values at any depth, and leaves out what is undefined', () => {
    const path = ['steps', 2, 'captions', 0, 'say']
    const draft = setAt(setAt(NEW_DRAFT, ['steps', 2, 'captions'], [{ when: { ended: 1 }, say: '' }]), path, 'Done.')
    expect(valueAt(draft, path)).toBe('Done.')
    expect(setAt(draft, ['steps', 2, 'captions'], undefined)).toEqual(NEW_DRAFT)
    expect(valueAt(NEW_DRAFT, path)).toBeUndefined()
  })

  it('tells what is wrong at the field, in words for people', () => {
    const draft = setAt(insertStep(NEW_DRAFT, 1, blankStep('say')), ['seed'], 'x')
    const { storyboard, at, steps, head } = problemsOf(setAt(draft, ['steps', 3, 'preset'], ''))
    expect([storyboard, steps, head]).toEqual([null, [1, 3], true])
    expect(at.get(placeOf(['steps', 1, 'text']))).toBe('Write something here.')
    expect(at.get(placeOf(['steps', 3, 'preset']))).toBe('Choose a preset.')
    expect(at.get('seed')).toBe('A whole number from 0 to 4294967295.')
  })

  it('is read of whatever a form can show, and of nothing else', () => {
    expect(draftOf({ steps: [{ step: 'say', text: 5 }], seed: 'x' })).toMatchObject({ seed: 'x', steps: [{ step: 'say', text: 5 }] })
    for (const no of [null, 5, [], {}, { steps: 5 }, { steps: [{ step: 'sing' }] }, { steps: [null] }]) expect(draftOf(no)).toBeNull()
  })
})

describe('the history of a draft', () => {
  it('goes back and forth, and one text that is typed is one change', () => {
    const drafts = createDraftStore(NEW_DRAFT, storage())
    const title = () => drafts.store.getState().draft.title
    drafts.change(setAt(NEW_DRAFT, ['title'], 'A'), { what: 'title' })
    drafts.change(setAt(NEW_DRAFT, ['title'], 'Ab'), { what: 'title' })
    drafts.change(removeStep(drafts.store.getState().draft, 0))
    expect(drafts.store.getState().past).toHaveLength(2)
    drafts.undo()
    expect(drafts.store.getState().draft.steps).toHaveLength(5)
    drafts.undo()
    expect(title()).toBe('My demo')
    drafts.redo()
    drafts.redo()
    drafts.redo()
    expect([title(), drafts.store.getState().draft.steps.length]).toEqual(['Ab', 4])
  })

  it('is bounded', () => {
    const drafts = createDraftStore(NEW_DRAFT, storage())
    for (let at = 0; at < MAX_UNDO + 5; at++) drafts.change(setAt(NEW_DRAFT, ['title'], String(at)))
    expect(drafts.store.getState().past).toHaveLength(MAX_UNDO)
  })

  it('selects a step that is there', () => {
    const drafts = createDraftStore(NEW_DRAFT, storage())
    drafts.select(4)
    drafts.change(removeStep(NEW_DRAFT, 4))
    expect(drafts.store.getState().selected).toBe(3)
  })
})

test.each([
  [400, 'at least 1 s'],
  [9_900, 'at least 9 s'],
  [19_900, 'at least 10 s'],
  [99_900, 'at least 90 s'],
  [119_900, 'at least 1.5 min'],
  [120_000, 'at least 2 min'],
])('a demo that takes %d ms to read takes "%s": its runs may take longer', (ms, words) => {
  expect(lengthWords(ms)).toBe(words)
})

describe('a storyboard as text', () => {
  it('is the same when it is printed and read again: each that comes with the app', async () => {
    for (const storyboard of await listStoryboards()) {
      expect(readStoryboard(printStoryboard(storyboard)), storyboard.id).toEqual({ ok: true, storyboard })
      expect(problemsOf(copyOf(storyboard)).at, storyboard.id).toEqual(new Map())
    }
  })

  it('becomes the draft when it is right, as one change, and changes nothing when it is not', () => {
    const drafts = createDraftStore(NEW_DRAFT, storage())
    expect(takeText('steps: 5', drafts)).toBe(false)
    expect(drafts.store.getState().draft).toBe(NEW_DRAFT)
    expect(takeText(printStoryboard({ ...NEW_DRAFT, title: 'Other' }), drafts)).toBe(true)
    expect(drafts.store.getState().draft.title).toBe('Other')
    drafts.undo()
    expect(drafts.store.getState().draft).toBe(NEW_DRAFT)
  })

  it('of a file is a draft of its own, kept once it is changed; what it took the place of stays, and undo goes back to it', () => {
    const kept = storage()
    const titles = () => listDrafts(kept).map(({ draft }) => draft.title)
    const drafts = createDraftStore(NEW_DRAFT, kept)
    drafts.change(setAt(NEW_DRAFT, ['title'], 'Mine'))
    expect(openText('steps: 5', drafts)).toBe(false)
    expect(openText(printStoryboard({ ...NEW_DRAFT, title: 'File' }), drafts)).toBe(true)
    expect([drafts.store.getState().draft.title, titles()]).toEqual(['File', ['Mine']])
    drafts.change(setAt(drafts.store.getState().draft, ['title'], 'File, changed'))
    expect(new Set(titles())).toEqual(new Set(['File, changed', 'Mine']))
    drafts.undo()
    expect(titles()).toEqual(['Mine'])
    drafts.undo()
    expect([drafts.store.getState().draft.title, titles()]).toEqual(['Mine', ['Mine']])
  })

  it('of a file that had mistakes is a draft of its own, too, and kept once it is mended', () => {
    const kept = storage()
    const drafts = createDraftStore(NEW_DRAFT, kept)
    drafts.change(setAt(NEW_DRAFT, ['title'], 'Mine'))
    expect(takeText(printStoryboard({ ...NEW_DRAFT, title: 'Mended' }), drafts, true)).toBe(true)
    expect(new Set(listDrafts(kept).map(({ draft }) => draft.title))).toEqual(new Set(['Mended', 'Mine']))
  })

  it('tells line, column and reason of each mistake', () => {
    const read = readStoryboard('version: 1\nid: mine\ntitle: Mine\nsummary: Mine.\nseed: 1\nsteps:\n  - step: hold\n    forMs: -5\n  - step: sing\n')
    expect(read.ok ? [] : read.problems.map(({ line, column }) => [line, column])).toEqual([[8, 12], [9, 11]])
  })
})
