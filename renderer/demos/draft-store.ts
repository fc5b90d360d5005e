import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Draft } from './draft.ts'
import { forgetDraft, keepDraft, type DraftStorage, type KeptDraft } from './kept-drafts.ts'

/** What can be undone. */
export const MAX_UNDO = 200
/** A field that is typed in is one change until so much time has passed. */
const SAME_CHANGE_MS = 1500

/** A state of a draft, and under which id it is kept. */
type Version = Pick<KeptDraft, 'id' | 'draft'>

export interface DraftData extends Version {
  /** The step that is filled in; null: the head. */
  readonly selected: number | null
  readonly past: readonly Version[]
  readonly future: readonly Version[]
  /** Whether the last change is kept for the next time. */
  readonly isKept: boolean
  /** What was kept, and had to go to make room. */
  readonly dropped: readonly KeptDraft[]
}

export interface DraftStore {
  readonly store: StoreApi<DraftData>
  /** Begins another draft: it is kept from its first change on, and the one before stays kept as it is. */
  begin(draft: Draft): void
  /**
   * Changes the draft, and what is selected with it.
   * @param what changes of the same kind one soon after the other are undone as one
   */
  change(draft: Draft, options?: { readonly what?: string; readonly selected?: number | null }): void
  select(step: number | null): void
  undo(): void
  redo(): void
  /** What was dropped has been read. */
  dismiss(): void
}

/**
 * A draft with its history; each change is kept for the next time.
 * @param keptId under which the draft is kept already; null: it is not, and is not before it is changed
 */
export function createDraftStore(draft: Draft, storage: DraftStorage, keptId: string | null = null): DraftStore {
  const store = createStore<DraftData>(() => ({
    id: keptId ?? crypto.randomUUID(),
    draft,
    selected: within(0, draft),
    past: [],
    future: [],
    isKept: true,
    dropped: [],
  }))
  /** Drafts as they began: nobody made them. */
  const begun = new WeakSet(keptId === null ? [draft] : [])
  let last = { what: '', atMs: 0 }

  store.subscribe((now, before) => {
    if (now.draft === before.draft) return
    if (begun.has(now.draft)) {
      forgetDraft(now.id, storage)
      store.setState({ isKept: true })
    } else {
      const { isKept, dropped } = keepDraft({ id: now.id, draft: now.draft, changedAtMs: Date.now() }, storage)
      store.setState({ isKept, dropped: [...now.dropped, ...dropped] })
    }
  })

  const versionOf = ({ id, draft: its }: Version): Version => ({ id, draft: its })
  const pastAnd = ({ past, ...now }: DraftData): Version[] => [...past, versionOf(now)].slice(-MAX_UNDO)

  return {
    store,
    begin(next) {
      begun.add(next)
      last = { what: '', atMs: 0 }
      store.setState({ id: crypto.randomUUID(), draft: next, selected: within(0, next), past: pastAnd(store.getState()), future: [] })
    },
    change(next, { what = '', selected = store.getState().selected } = {}) {
      const now = store.getState()
      if (next === now.draft) return
      const nowMs = performance.now()
      const same = what !== '' && what === last.what && nowMs - last.atMs < SAME_CHANGE_MS && now.past.length > 0
      last = { what, atMs: nowMs }
      store.setState({ draft: next, selected: within(selected, next), past: same ? now.past : pastAnd(now), future: [] })
    },
    select: (step) => store.setState({ selected: step }),
    undo() {
      const now = store.getState()
      const before = now.past.at(-1)
      if (before === undefined) return
      last = { what: '', atMs: 0 }
      store.setState({ ...before, selected: within(now.selected, before.draft), past: now.past.slice(0, -1), future: [versionOf(now), ...now.future] })
    },
    redo() {
      const now = store.getState()
      const [next, ...rest] = now.future
      if (next === undefined) return
      store.setState({ ...next, selected: within(now.selected, next.draft), past: [...now.past, versionOf(now)], future: rest })
    },
    dismiss: () => store.setState({ dropped: [] }),
  }
}

const within = (selected: number | null, { steps }: Draft): number | null =>
  selected === null || steps.length === 0 ? null : Math.min(selected, steps.length - 1)
