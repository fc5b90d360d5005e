import { expect, it } from 'vitest'
import type { RequestInput, SavedRuns } from '../../../workloads/contract/index.ts'
import { createLibrary } from '../../../renderer/stores/library-store.ts'
import type { LibraryRequest, SessionActions } from '../../../renderer/stores/session-store.ts'

const SAVED: SavedRuns = {
  runs: [],
  notListed: 0,
  unreadable: 0,
  totalBytes: 0,
  overQuota: { bytes: 0, oldest: [] },
  problem: null,
}

/** A host that answers at once; `refuses` names what it cannot do. */
function host(refuses: readonly string[] = []) {
  const asked: [LibraryRequest, RequestInput<LibraryRequest>][] = []
  const ask = (request: LibraryRequest, input: RequestInput<LibraryRequest>) => {
    asked.push([request, input])
    const id = 'id' in input ? input.id : ''
    if (refuses.includes(id)) return Promise.resolve(null)
    return Promise.resolve(request === 'listRuns' ? SAVED : { id: `${request}d ${id}` })
  }
  return { asked, library: createLibrary(ask as SessionActions['library']) }
}

it('asks the host anew after each change', async () => {
  const { asked, library } = host()
  await library.refresh()
  expect(library.store.getState().saved).toEqual(SAVED)
  await library.rename('a', 'b')
  expect(asked.map(([request]) => request)).toEqual(['listRuns', 'renameRun', 'listRuns'])
})

it('deletes, remembers what, and brings it back', async () => {
  const { asked, library } = host()
  await library.remove(['a', 'b'])
  expect(library.store.getState().deleted).toEqual(['deleteRund a', 'deleteRund b'])
  await library.undo()
  expect(library.store.getState().deleted).toEqual([])
  const restored = asked.filter(([request]) => request === 'restoreRun').map(([, input]) => input)
  expect(restored).toEqual([{ id: 'deleteRund a' }, { id: 'deleteRund b' }])
})

it('stops deleting at what cannot be deleted', async () => {
  const { asked, library } = host(['b'])
  await library.remove(['a', 'b', 'c'])
  expect(library.store.getState().deleted).toEqual(['deleteRund a'])
  expect(asked.map(([, input]) => ('id' in input ? input.id : 'list'))).toEqual(['a', 'b', 'list'])
})
