import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SettingsStorage } from '../stores/settings-store.ts'
import { draftOf, NEW_DRAFT, type Draft } from './draft.ts'

/** What can be undone. */
export const MAX_UNDO = 200
/** Of what is kept for the next time; a longer one is kept while the window lives. */
const MAX_KEPT_CHARACTERS = 250_000
/** A field that is typed in is one change until so much time has passed. */
const SAME_CHANGE_MS = 1500
const KEY = 'poolscope.storyboard'

export interface DraftData {
  readonly draft: Draft
  /** The step that is filled in; null: the head. */
  readonly selected: number | null
  readonly past: readonly Draft[]
  readonly future: readonly Draft[]
}

export interface DraftStore {
  readonly store: StoreApi<DraftData>
  /**
   * Changes the draft, and what is selected with it.
   * @param what changes of the same kind one soon after the other are undone as one
   */
  change(draft: Draft, options?: { readonly what?: string; readonly selected?: number | null }): void
  select(step: number | null): void
  undo(): void
  redo(): void
}

/** What was typed last; null: nothing was. Storage that refuses is lived without. */
export function keptDraft(storage: SettingsStorage): Draft | null {
  try {
    const text = storage.getItem(KEY)
    return text === null || text === JSON.stringify(NEW_DRAFT) ? null : draftOf(JSON.parse(text))
  } catch {
    return null
  }
}

/** A draft with its history; each change is kept for the next time. */
export function createDraftStore(draft: Draft, storage: SettingsStorage): DraftStore {
  const store = createStore<DraftData>(() => ({ draft, selected: draft.steps.length === 0 ? null : 0, past: [], future: [] }))
  let last = { what: '', atMs: 0 }

  store.subscribe((now, before) => {
    if (now.draft !== before.draft) keep(now.draft, storage)
  })

  const within = (selected: number | null, { steps }: Draft): number | null =>
    selected === null || steps.length === 0 ? null : Math.min(selected, steps.length - 1)

  return {
    store,
    change(next, { what = '', selected = store.getState().selected } = {}) {
      const { draft: before, past } = store.getState()
      if (next === before) return
      const nowMs = performance.now()
      const same = what !== '' && what === last.what && nowMs - last.atMs < SAME_CHANGE_MS && past.length > 0
      last = { what, atMs: nowMs }
      store.setState({ draft: next, selected: within(selected, next), past: same ? past : [...past, before].slice(-MAX_UNDO), future: [] })
    },
    select: (step) => store.setState({ selected: step }),
    undo() {
      const { draft: now, past, future, selected } = store.getState()
      const before = past.at(-1)
      if (before === undefined) return
      last = { what: '', atMs: 0 }
      store.setState({ draft: before, selected: within(selected, before), past: past.slice(0, -1), future: [now, ...future] })
    },
    redo() {
      const { draft: now, past, future, selected } = store.getState()
      const [next, ...rest] = future
      if (next === undefined) return
      store.setState({ draft: next, selected: within(selected, next), past: [...past, now], future: rest })
    },
  }
}

function keep(draft: Draft, storage: SettingsStorage): void {
  try {
    const text = JSON.stringify(draft)
    if (text.length <= MAX_KEPT_CHARACTERS) storage.setItem(KEY, text)
  } catch {
    // It is there while the window lives.
  }
}
