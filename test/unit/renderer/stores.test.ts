import { describe, expect, it } from 'vitest'
import { GrowableTable } from '../../../renderer/stores/growable-table.ts'
import { createSettings } from '../../../renderer/stores/settings-store.ts'
import { tableOf } from './batches.ts'

const SPEC = { at: 'f64', worker: 'u16' } as const
const rows = (from: number, to: number) =>
  tableOf(SPEC, Array.from({ length: to - from }, (_, i) => ({ at: from + i, worker: (from + i) % 7 })))

describe('GrowableTable', () => {
  it('grows without losing rows', () => {
    const table = new GrowableTable(SPEC, 100_000)
    for (let at = 0; at < 5000; at += 500) table.append(rows(at, at + 500))
    table.show(table.end)
    expect([table.length, table.dropped]).toEqual([5000, 0])
    expect(table.columns.at.subarray(0, 5000).every((value, i) => value === i)).toBe(true)
    expect(table.columns.worker[4999]).toBe(4999 % 7)
  })

  it('gives up the oldest rows when full, counts them, and keeps the rest in order', () => {
    const table = new GrowableTable(SPEC, 2000)
    for (let at = 0; at < 9000; at += 300) table.append(rows(at, at + 300))
    table.show(table.end)
    expect(table.length + table.dropped).toBe(9000)
    expect(table.length).toBeLessThanOrEqual(2000)
    expect(table.length).toBeGreaterThan(1000)
    expect(table.columns.at[0]).toBe(table.dropped)
    expect(table.columns.at[table.length - 1]).toBe(8999)
  })

  it('keeps the end of a block that is larger than itself', () => {
    const table = new GrowableTable(SPEC, 100)
    table.append(rows(0, 50))
    table.append(rows(50, 450))
    table.show(table.end)
    expect([table.length, table.dropped, table.columns.at[0]]).toEqual([100, 350, 350])
  })

  it('starts empty again after clear', () => {
    const table = new GrowableTable(SPEC, 100)
    table.append(rows(0, 100))
    table.clear()
    table.append(rows(7, 9))
    table.show(table.end)
    expect([table.length, table.dropped, table.columns.at[0], table.columns.at[1]]).toEqual([2, 0, 7, 8])
  })

  it('shows as many rows as it is told, counted from the first ever added', () => {
    const table = new GrowableTable(SPEC, 2000)
    table.append(rows(0, 2000))
    expect([table.length, table.end]).toEqual([0, 2000])
    table.show(1500)
    expect(table.length).toBe(1500)
    table.append(rows(2000, 2100))
    expect(table.length).toBe(1500 - table.dropped)
    table.show(table.dropped - 1)
    expect(table.length).toBe(0)
    table.show(9999)
    expect([table.length + table.dropped, table.end]).toEqual([2100, 2100])
  })
})

describe('settings', () => {
  const storage = (text: string | null) => {
    const kept = { text }
    return { kept, getItem: () => kept.text, setItem: (_key: string, value: string) => void (kept.text = value) }
  }

  it('are written at each change and read again', () => {
    const place = storage(null)
    createSettings(place).setState({ theme: 'dark' })
    expect(createSettings(place).getState()).toMatchObject({ theme: 'dark', orderMode: 'auto' })
  })

  it.each(['nonsense', '[]', 'null', '{"theme":"pink","orderMode":"rank"}'])('survive %s', (text) => {
    const settings = createSettings(storage(text)).getState()
    expect(settings.theme).toBe('system')
  })

  it.each([
    ['{"version":99,"theme":"dark"}', 'of another version'],
    ['{"version":1,"edits":{"threads":{"tasks":[1]}},"speed":3,"tab":7,"details":"no"}', 'of wrong kinds'],
    [JSON.stringify({ edits: { threads: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, 1])) } }), 'too many'],
  ])('leave out what is %#: %s', (text) => {
    const { theme, edits, speed, tab, details } = createSettings(storage(text)).getState()
    expect({ theme, edits, speed, tab, details }).toEqual({ theme: 'system', edits: {}, speed: 1, tab: 'Parameters', details: true })
  })

  it('keep what fits beside what does not', () => {
    const text = '{"version":1,"speed":3,"tab":"Log","edits":{"threads":{"tasks":25}},"tourSeen":true}'
    expect(createSettings(storage(text)).getState()).toMatchObject({ speed: 1, tab: 'Log', edits: { threads: { tasks: 25 } }, tourSeen: true })
  })

  it('live without storage that refuses', () => {
    const refuse = () => {
      throw new Error('denied')
    }
    const settings = createSettings({ getItem: refuse, setItem: refuse })
    settings.setState({ theme: 'light' })
    expect(settings.getState().theme).toBe('light')
  })
})
