import { draftOf, type Draft } from './draft.ts'

/** Drafts that are kept for the next time; beyond, the one that was changed longest ago goes. */
export const MAX_DRAFTS = 10
/** Of one: a longer one is there only while its form is open. */
export const MAX_DRAFT_CHARACTERS = 250_000
/** Of all: browsers give a page some 5 million. */
export const MAX_ALL_CHARACTERS = 1_000_000
/** Each is an item of its own, so that windows side by side do not overwrite what the other one made. */
const PREFIX = 'poolscope.storyboard.'

/** Where drafts are kept: `localStorage`, or anything like it. One that refuses is lived without. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** What the user made, as it was when it was changed last. */
export interface KeptDraft {
  readonly id: string
  readonly draft: Draft
  /** Since 1970. */
  readonly changedAtMs: number
}

/** What came of keeping one. */
export interface Keeping {
  readonly isKept: boolean
  /** What had to go to make room. */
  readonly dropped: readonly KeptDraft[]
}

const REFUSED: Keeping = { isKept: false, dropped: [] }

/** All that are kept, newest first; what is damaged is left out. */
export const listDrafts = (storage: DraftStorage): KeptDraft[] => entriesOf(storage).map(({ kept }) => kept)

/** Keeps one, in the place of what was kept under its id. Never drops it for another. */
export function keepDraft(kept: KeptDraft, storage: DraftStorage): Keeping {
  const { id, draft, changedAtMs } = kept
  const text = JSON.stringify({ changedAtMs, draft })
  if (text.length > MAX_DRAFT_CHARACTERS) return REFUSED
  try {
    storage.setItem(PREFIX + id, text)
  } catch {
    return REFUSED
  }
  const others = entriesOf(storage).filter((entry) => entry.kept.id !== id)
  let characters = text.length + others.reduce((sum, entry) => sum + entry.characters, 0)
  const dropped: KeptDraft[] = []
  while (others.length >= MAX_DRAFTS || characters > MAX_ALL_CHARACTERS) {
    const oldest = others.pop()
    if (oldest === undefined) break
    characters -= oldest.characters
    dropped.push(oldest.kept)
    forgetDraft(oldest.kept.id, storage)
  }
  return { isKept: true, dropped }
}

/** Keeps one no longer. */
export function forgetDraft(id: string, storage: DraftStorage): void {
  try {
    storage.removeItem(PREFIX + id)
  } catch {
    // Then it was not kept either.
  }
}

interface Entry {
  readonly kept: KeptDraft
  readonly characters: number
}

function entriesOf(storage: DraftStorage): Entry[] {
  try {
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
    const entries = keys.filter((key) => key.startsWith(PREFIX)).map((key) => entryOf(key, storage.getItem(key) ?? ''))
    return entries.filter((entry) => entry !== null).sort((a, b) => b.kept.changedAtMs - a.kept.changedAtMs)
  } catch {
    return []
  }
}

function entryOf(key: string, text: string): Entry | null {
  try {
    const { changedAtMs, draft: written } = JSON.parse(text) as Readonly<Record<string, unknown>>
    const draft = draftOf(written)
    if (draft === null || typeof changedAtMs !== 'number') return null
    return { kept: { id: key.slice(PREFIX.length), draft, changedAtMs }, characters: text.length }
  } catch {
    return null
  }
}
