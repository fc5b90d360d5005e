import { z } from 'zod'
import { VIDEO_FORMATS } from '../../workloads/contract/index.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { stagePanelSchema } from '../../workloads/contract/index.ts'
import { ORDER_MODES } from '../charts/order-mode.ts'
import { TASK_COLORS } from '../charts/task-colors.ts'
import { FEWEST_REPEATS, MOST_REPEATS } from './experiments.ts'
import { SPEEDS } from './player.ts'

/** Pictures a second, and heights of 16:9, of a screen recording; `shown`: as large as what is recorded. */
export const VIDEO_RATES = [24, 30, 60] as const
export const VIDEO_SIZES = ['shown', '720p', '1080p', '4K'] as const

export const THEMES = ['system', 'light', 'dark'] as const

/** Size of the presenter's stage. `fit`: as large as the screen lets it be; the others exact, in pixels of the screen. */
export const STAGE_FITS = ['fit', '1280x720', '1920x1080', '3840x2160'] as const
export type StageFit = (typeof STAGE_FITS)[number]

/** More presets, parameters or letters than any window makes: what is beyond was not written by one. */
const MOST_PRESETS = 200
const MOST_PARAMS = 100
const MOST_LETTERS = 4_000

const name = z.string().max(100)
const paramsSchema = z
  .record(name, z.union([z.number(), z.boolean(), z.string().max(MOST_LETTERS)]))
  .refine((params) => Object.keys(params).length <= MOST_PARAMS)
const editsSchema = z.record(name, paramsSchema).refine((edits) => Object.keys(edits).length <= MOST_PRESETS)

/** What this window remembers. A value that no longer fits is replaced by its default, the others stay. */
const settingsSchema = z.object({
  theme: z.enum(THEMES).catch('system'),
  orderMode: z.enum(ORDER_MODES).catch('auto'),
  /** What the colours of the timeline say, and whether it shows waits in the queue. */
  timelineColor: z.enum(TASK_COLORS).catch('worker'),
  timelineWaits: z.boolean().catch(false),
  /** Queueing theory over the queue depth. */
  queueing: z.boolean().catch(false),
  /** The tab of the details, and whether they are shown at all. */
  tab: name.catch('Parameters'),
  details: z.boolean().catch(true),
  /** Of the replay. */
  speed: z.literal(SPEEDS).catch(1),
  loop: z.boolean().catch(false),
  /** The preset chosen last, and the parameters that were changed, by preset. */
  presetId: name.nullable().catch(null),
  edits: editsSchema.catch({}),
  /** The tour was taken or declined: it is not offered again. */
  tourSeen: z.boolean().catch(false),
  /** How screen recordings are made. */
  videoFormat: z.enum(VIDEO_FORMATS).catch('webm'),
  videoFps: z.literal(VIDEO_RATES).catch(30),
  videoSize: z.enum(VIDEO_SIZES).catch('shown'),
  /** How often a run is repeated at once. */
  repeats: z.number().int().min(FEWEST_REPEATS).max(MOST_REPEATS).catch(5),
  /** Of the presenter: size, full screen, keys shown, steps shown, countdown, and whether the presenter tells answers. */
  stageFit: z.enum(STAGE_FITS).catch('fit'),
  stageFull: z.boolean().catch(true),
  stageKeys: z.boolean().catch(false),
  stageSteps: z.boolean().catch(false),
  stageCountdown: z.boolean().catch(true),
  stageAsks: z.boolean().catch(true),
  /** What it shows of a run. */
  stagePanels: z.array(stagePanelSchema).min(1).max(4).catch(['queue-depth', 'timeline']),
})
export type Settings = z.infer<typeof settingsSchema>

const KEY = 'poolscope.settings'
/** Of what is written. What another version wrote is left unread, for its names may mean something else. */
const VERSION = 1

/** As they are for someone who has never changed one. */
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({})

/** Where settings are kept: `localStorage`, or anything like it. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem'>

/** Settings, read once and written at each change. Storage that refuses (private mode, full) is lived without. */
export function createSettings(storage: SettingsStorage): StoreApi<Settings> {
  const store = createStore<Settings>(() => settingsSchema.parse(read(storage)))
  store.subscribe((settings) => {
    try {
      storage.setItem(KEY, JSON.stringify({ version: VERSION, ...settings }))
    } catch {
      // The setting holds for this window all the same.
    }
  })
  return store
}

function read(storage: SettingsStorage): object {
  try {
    const value: unknown = JSON.parse(storage.getItem(KEY) ?? '{}')
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
    return 'version' in value && value.version !== VERSION ? {} : value
  } catch {
    return {}
  }
}
