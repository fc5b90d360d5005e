import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { copyOf, NEW_DRAFT, setAt, type Draft } from '../../../renderer/demos/draft.ts'
import { createDraftStore } from '../../../renderer/demos/draft-store.ts'
import { forgetDraft, keepDraft, listDrafts, MAX_ALL_CHARACTERS, MAX_DRAFT_CHARACTERS, MAX_DRAFTS, type DraftStorage } from '../../../renderer/demos/kept-drafts.ts'
import { memoryStorage } from './memory-storage.ts'

const titled = (title: string): Draft => setAt(NEW_DRAFT, ['title'], title)

/** So long that `count` of them are more than there is room for, and one less is not. */
const long = (title: string, count: number): Draft => ({ ...titled(title), summary: 'x'.repeat(Math.ceil(MAX_ALL_CHARACTERS / count)) })

const titlesOf = (storage: DraftStorage) => listDrafts(storage).map(({ draft }) => draft.title)

const refuse = (): never => {
  throw new Error('refused')
}

/** A session of the form in which a draft is begun and given a title, a second after the one before. */
function make(title: string, storage: DraftStorage) {
  vi.advanceTimersByTime(1000)
  const drafts = createDraftStore(NEW_DRAFT, storage)
  drafts.change(titled(title))
  return drafts
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('what the user made', () => {
  it('is kept, each session as a draft of its own, the one that was changed last first', () => {
    const storage = memoryStorage()
    const first = make('First', storage)
    make('Second', storage)
    expect(titlesOf(storage)).toEqual(['Second', 'First'])
    vi.advanceTimersByTime(1000)
    first.change(titled('First, again'))
    expect(titlesOf(storage)).toEqual(['First, again', 'Second'])
    expect(listDrafts(storage)[0]?.changedAtMs).toBe(Date.now())
  })

  it('goes on as the same draft', () => {
    const storage = memoryStorage()
    make('First', storage)
    const [kept] = listDrafts(storage)
    createDraftStore(kept?.draft ?? NEW_DRAFT, storage, kept?.id).change(titled('Still the first'))
    expect(listDrafts(storage)).toMatchObject([{ id: kept?.id, draft: { title: 'Still the first' } }])
  })

  it('is none before something was changed: to begin one, or a copy, is not to make one', () => {
    const storage = memoryStorage()
    createDraftStore(copyOf({ ...NEW_DRAFT, id: 'a', title: 'A', summary: 'A', seed: 1, steps: [] }), storage)
    const drafts = createDraftStore(NEW_DRAFT, storage)
    expect(listDrafts(storage)).toEqual([])
    drafts.change(titled('Mine'))
    drafts.undo()
    expect(listDrafts(storage)).toEqual([])
    drafts.redo()
    expect(titlesOf(storage)).toEqual(['Mine'])
  })

  it('is deleted, and brought back as it was', () => {
    const storage = memoryStorage()
    make('First', storage)
    make('Second', storage)
    const before = listDrafts(storage)
    const first = before[1]
    if (first === undefined) throw new Error('the first is not kept')
    forgetDraft(first.id, storage)
    expect(titlesOf(storage)).toEqual(['Second'])
    keepDraft(first, storage)
    expect(listDrafts(storage)).toEqual(before)
  })
})

describe('the room for drafts', () => {
  it('has a most: the one that was changed longest ago goes, and is told', () => {
    const storage = memoryStorage()
    const oldest = make('Draft 0', storage)
    for (let at = 1; at < MAX_DRAFTS; at++) expect(make(`Draft ${at}`, storage).store.getState().dropped).toEqual([])
    expect(titlesOf(storage)).toHaveLength(MAX_DRAFTS)
    const last = make('One more', storage)
    expect(last.store.getState()).toMatchObject({ isKept: true, dropped: [{ draft: { title: 'Draft 0' } }] })
    expect(titlesOf(storage)).toEqual(['One more', ...Array.from({ length: MAX_DRAFTS - 1 }, (_, at) => `Draft ${MAX_DRAFTS - 1 - at}`)])
    last.dismiss()
    expect(last.store.getState().dropped).toEqual([])

    vi.advanceTimersByTime(1000)
    oldest.change(titled('Draft 0, in use')) // in another window: it comes back, and the next one goes
    expect(titlesOf(storage)).toEqual(expect.arrayContaining(['Draft 0, in use', 'One more']))
    expect(oldest.store.getState().dropped).toMatchObject([{ draft: { title: 'Draft 1' } }])
  })

  it('has a most of characters: as many of the oldest go as must, never the one in use', () => {
    const storage = memoryStorage()
    for (const title of ['A', 'B', 'C', 'D']) make(title, storage).change(long(title, 5))
    expect(titlesOf(storage)).toEqual(['D', 'C', 'B', 'A'])
    const drafts = make('E', storage)
    expect(drafts.store.getState().dropped).toEqual([])
    drafts.change(long('E', 5))
    expect(drafts.store.getState()).toMatchObject({ isKept: true, dropped: [{ draft: { title: 'A' } }] })
    expect(titlesOf(storage)).toEqual(['E', 'D', 'C', 'B'])

    const [oldest] = listDrafts(storage).slice(-1) // brought back though it is the oldest
    if (oldest === undefined) throw new Error('none is kept')
    forgetDraft(oldest.id, storage)
    make('F', storage).change(long('F', 5))
    expect(keepDraft(oldest, storage).dropped).toMatchObject([{ draft: { title: 'C' } }])
    expect(titlesOf(storage)).toContain('B')
  })

  it('keeps the others when one is too long, and says that it is not kept', () => {
    const storage = memoryStorage()
    make('Other', storage)
    const drafts = make('Mine', storage)
    drafts.change({ ...NEW_DRAFT, summary: 'x'.repeat(MAX_DRAFT_CHARACTERS) })
    expect(drafts.store.getState()).toMatchObject({ isKept: false, dropped: [] })
    expect(titlesOf(storage)).toEqual(['Mine', 'Other'])
    drafts.undo()
    expect(drafts.store.getState().isKept).toBe(true)
  })
})

describe('storage', () => {
  it('that refuses is lived without', () => {
    const storage: DraftStorage = { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse, length: 1 }
    const drafts = createDraftStore(NEW_DRAFT, storage)
    drafts.change(titled('Mine'))
    expect(drafts.store.getState()).toMatchObject({ isKept: false, draft: { title: 'Mine' } })
    drafts.undo()
    expect([drafts.store.getState().draft, listDrafts(storage)]).toEqual([NEW_DRAFT, []])
  })

  it('that is full loses none that is kept', () => {
    const storage = memoryStorage()
    for (let at = 0; at < MAX_DRAFTS; at++) make(`Draft ${at}`, storage)
    const before = listDrafts(storage)
    const full: DraftStorage = { ...storage, length: storage.length, setItem: refuse }
    expect(make('One more', full).store.getState()).toMatchObject({ isKept: false, dropped: [] })
    expect(listDrafts(storage)).toEqual(before)
  })

  it('with other things in it, or damaged ones, lists what is whole', () => {
    const storage = memoryStorage()
    make('Whole', storage)
    const [kept] = listDrafts(storage)
    storage.setItem('poolscope.storyboard', '{broken')
    for (const [at, text] of ['', '{broken', 'null', '5', '{"changedAtMs":1,"draft":{}}', `{"draft":${JSON.stringify(NEW_DRAFT)}}`].entries()) {
      storage.setItem(`poolscope.storyboard.${at}`, text)
    }
    expect(listDrafts(storage)).toEqual([kept])
  })
})
