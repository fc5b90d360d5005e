import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { ORDER_MODES } from '../charts/order-mode.ts'
import { TASK_COLORS } from '../charts/task-colors.ts'
import { FEWEST_REPEATS, MOST_REPEATS } from './experiments.ts'

export const THEMES = ['system', 'light', 'dark'] as const

/** What this window remembers. A value that no longer fits is replaced by its default, the others stay. */
const settingsSchema = z.object({
  theme: z.enum(THEMES).catch('system'),
  orderMode: z.enum(ORDER_MODES).catch('auto'),
  /** What the colours of the timeline say, and whether it shows waits in the queue. */
  timelineColor: z.enum(TASK_COLORS).catch('worker'),
  timelineWaits: z.boolean().catch(false),
  /** How often a run is repeated at once. */
  repeats: z.number().int().min(FEWEST_REPEATS).max(MOST_REPEATS).catch(5),
})
export type Settings = z.infer<typeof settingsSchema>

const KEY = 'poolscope.settings'

/** Where settings are kept: `localStorage`, or anything like it. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem'>

/** Settings, read once and written at each change. Storage that refuses (private mode, full) is lived without. */
export function createSettings(storage: SettingsStorage): StoreApi<Settings> {
  const store = createStore<Settings>(() => settingsSchema.parse(read(storage)))
  store.subscribe((settings) => {
    try {
      storage.setItem(KEY, JSON.stringify(settings))
    } catch {
      // The setting holds for this window all the same.
    }
  })
  return store
}

function read(storage: SettingsStorage): object {
  try {
    const value: unknown = JSON.parse(storage.getItem(KEY) ?? '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  } catch {
    return {}
  }
}
