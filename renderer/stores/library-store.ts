import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SavedRuns } from '../../workloads/contract/index.ts'
import type { SessionActions } from './session-store.ts'

export interface LibraryData {
  /** As the host told last; null: not known yet. */
  readonly saved: SavedRuns | null
  /** When that was. */
  readonly seenAtMs: number
  /** Ids by which the last deletion can be undone. */
  readonly deleted: readonly string[]
}

/** The host's run files. Failures are in the session's `lastError`. */
export interface Library {
  readonly store: StoreApi<LibraryData>
  readonly refresh: () => Promise<void>
  readonly rename: (id: string, name: string) => Promise<void>
  /** Into the host's trash, one after the other; stops at the first that cannot be deleted. */
  readonly remove: (ids: readonly string[]) => Promise<void>
  /** Brings back what was deleted last. */
  readonly undo: () => Promise<void>
}

export function createLibrary(ask: SessionActions['library']): Library {
  const store = createStore<LibraryData>(() => ({ saved: null, seenAtMs: 0, deleted: [] }))

  async function refresh(): Promise<void> {
    const saved = await ask('listRuns', {})
    if (saved !== null) store.setState({ saved, seenAtMs: Date.now() })
  }

  return {
    store,
    refresh,
    async rename(id, name) {
      if ((await ask('renameRun', { id, name })) !== null) await refresh()
    },
    async remove(ids) {
      const deleted: string[] = []
      for (const id of ids) {
        const gone = await ask('deleteRun', { id })
        if (gone === null) break
        deleted.push(gone.id)
      }
      if (deleted.length === 0) return
      store.setState({ deleted })
      await refresh()
    },
    async undo() {
      const { deleted } = store.getState()
      store.setState({ deleted: [] })
      for (const id of deleted) await ask('restoreRun', { id })
      await refresh()
    },
  }
}
