import { describe, expect, it } from 'vitest'
import { createComparisons, type Comparisons } from '../../../renderer/stores/comparison-store.ts'
import { runBytes } from './run-bytes.ts'

const FILES: Readonly<Record<string, Uint8Array>> = {
  a1: runBytes({ runMs: 10, submittedMs: 500, info: { params: { workers: 2 } } }),
  a2: runBytes({ runMs: 11, info: { params: { workers: 2 } } }),
  b1: runBytes({ runMs: 50, info: { params: { workers: 4 } } }),
  b2: runBytes({ runMs: 52, submittedMs: 20, info: { params: { workers: 4 } } }),
}
const named = (...ids: string[]) => ids.map((id) => ({ name: `Run ${id}`, source: id }))

function opened(fetchFile = (id: string): Promise<Uint8Array> => Promise.resolve((FILES[id] ?? new Uint8Array()).slice())) {
  const problems: unknown[] = []
  const comparisons = createComparisons({ fetchFile, fail: (error) => problems.push(error), onChange: () => undefined })
  return { comparisons, problems }
}

function shown(comparisons: Comparisons) {
  const { comparison } = comparisons.store.getState()
  if (comparison === null) throw new Error('nothing is compared')
  return comparison
}

describe('comparing recorded runs', () => {
  it('tells the measures from all repeats, and shows the first of each side', async () => {
    const { comparisons } = opened()
    await comparisons.open({ a: named('a1', 'a2'), b: named('b1', 'b2') })
    const { a, b, rows } = shown(comparisons)
    expect([a, b].map((side) => side.repeats.map(({ name }) => name))).toEqual([['Run a1', 'Run a2'], ['Run b1', 'Run b2']])
    expect(rows.find(({ measure }) => measure === 'runP50Ms')).toMatchObject({ a: 10, b: 50.5, verdict: 'worse' })
    expect([a.run.info?.params, b.run.info?.params]).toEqual([{ workers: 2 }, { workers: 4 }])
  })

  it('has both on one clock, from their first submissions on, as long as the longer one', async () => {
    const { comparisons } = opened()
    await comparisons.open({ a: named('a1'), b: named('b1') })
    const { a, b, views } = shown(comparisons)
    expect([a.run, b.run].map(({ tables }) => tables.tasks.columns.submittedMs[0])).toEqual([0, 0])
    expect([a.run.endMs, b.run.endMs, views.a.extentMs, views.b.extentMs]).toEqual([20, 60, 60, 60])
  })

  it('moves window and crosshair of both, and selects the same task in both, whenever it ended', async () => {
    const { comparisons } = opened()
    await comparisons.open({ a: named('a1'), b: named('b1') })
    const { b, views } = shown(comparisons)
    views.a.setWindow({ fromMs: 5, toMs: 15 })
    views.b.setCrosshair(7)
    expect([views.b.window, views.a.crosshairMs]).toEqual([{ fromMs: 5, toMs: 15 }, 7])
    views.a.select({ taskRow: 1 }) // the task that was submitted first and ended last
    expect([views.a.selection, views.b.selection]).toEqual([{ taskRow: 1 }, { taskRow: 1 }])
    b.run.seek(52.5) // the other one has ended
    expect(views.b.selection).toBeNull()
    views.b.select({ fromMs: 1, toMs: 2 })
    expect(views.a.selection).toEqual({ fromMs: 1, toMs: 2 })
    views.b.select(null)
    expect(views.a.selection).toBeNull()
  })

  it('shows another repeat; what was measured stays', async () => {
    const { comparisons } = opened()
    await comparisons.open({ a: named('a1'), b: named('b1', 'b2') })
    const { rows, a } = shown(comparisons)
    await comparisons.show('b', 1)
    const now = shown(comparisons)
    expect([now.b.shown, now.b.run.endMs, now.rows === rows, now.a === a]).toEqual([1, 62, true, true])
  })

  it('says that one run each is little', async () => {
    const { comparisons } = opened()
    await comparisons.open({ a: named('a1'), b: named('a2') })
    expect(new Set(shown(comparisons).rows.map(({ verdict }) => verdict))).toContain('one run each: repeat to be sure')
  })

  it('says which file cannot be read, and goes on with what was compared before', async () => {
    const { comparisons, problems } = opened()
    await comparisons.open({ a: named('a1'), b: named('a2') })
    const before = shown(comparisons)
    await comparisons.open({ a: named('a1'), b: named('gone') })
    expect(String(problems[0])).toMatch(/Run gone cannot be opened[.] .*run file/)
    expect([shown(comparisons) === before, comparisons.store.getState().reading]).toEqual([true, null])
  })

  it('reads files of the user, too', async () => {
    const { comparisons } = opened()
    const blob = new Blob([new Uint8Array(FILES['b1'] ?? [])])
    await comparisons.open({ a: named('a1'), b: [{ name: 'dropped', source: blob }] })
    expect(shown(comparisons).b.repeats[0]?.name).toBe('dropped')
  })

  it('forgets what is still being read when it is closed', async () => {
    let answer: (bytes: Uint8Array) => void = () => undefined
    const { comparisons, problems } = opened(() => new Promise((resolve) => (answer = resolve)))
    const opening = comparisons.open({ a: named('a1'), b: named('b1') })
    expect(comparisons.store.getState().reading).toEqual({ done: 0, of: 2 })
    comparisons.close()
    answer(FILES['a1']?.slice() ?? new Uint8Array())
    await Promise.race([opening, new Promise((resolve) => setImmediate(resolve))])
    expect([comparisons.store.getState().comparison, comparisons.store.getState().reading, problems]).toEqual([null, null, []])
  })
})
