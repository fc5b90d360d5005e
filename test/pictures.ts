import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { APP_PARTS, build } from './build.ts'
import { ensureBrowser } from './browser.ts'
import { ROOT } from './child.ts'
import { openServed } from './e2e/support/hosts.ts'

/** `npm run docs:pictures`: the pictures of the documentation, each light and dark, of runs with a fixed seed. */
const FOLDER = path.join(ROOT, 'docs/pictures')
const SEED = 7
const SIZE = { width: 1440, height: 900 }
const RUN_MS = 120_000

interface Picture {
  /** Of the files: `<name>light.png`, `<name>dark.png`. */
  readonly name: string
  readonly preset: string
  /** Labels of parameters and their values. */
  readonly params?: Readonly<Record<string, number>>
  /** Share of the tasks that have ended, in percent; null: before the run; 'end': after it. */
  readonly at: number | null | 'end'
  /** Tab of the details. */
  readonly tab?: string
}

const PICTURES: readonly Picture[] = [
  { name: 'gallery-', preset: 'Thread pool', at: null },
  { name: '', preset: 'Thread pool', params: { Tasks: 200, Duration: 60 }, at: 60, tab: 'Workers' },
  { name: 'mandelbrot-', preset: 'Mandelbrot tiles', at: 60, tab: 'Workers' },
  { name: 'lost-sentinel-', preset: 'Lost sentinel', at: 'end', tab: 'Log' },
]
const THEMES = ['light', 'dark'] as const

export const PICTURE_FILES = PICTURES.flatMap(({ name }) => THEMES.map((theme) => `${name}${theme}.png`))

async function take(page: Page, picture: Picture, theme: (typeof THEMES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.reload() // nothing is left of the picture before
  const gallery = page.getByRole('listbox', { name: 'Presets' })
  await gallery.getByRole('option', { name: picture.preset, exact: true }).click()
  await page.getByRole('tab', { name: 'Parameters' }).click()
  const form = page.getByRole('form', { name: 'Parameters' })
  for (const [label, value] of Object.entries({ ...picture.params, Seed: SEED })) {
    await form.getByLabel(label, { exact: true }).fill(String(value))
  }
  if (picture.at !== null) await page.getByRole('button', { name: 'Run', exact: true }).click()
  if (picture.tab !== undefined) await page.getByRole('tab', { name: picture.tab }).click()
  await page.mouse.move(0, 0)
  await reach(page, picture.at)
  await page.screenshot({ path: path.join(FOLDER, `${picture.name}${theme}.png`) })
  await reach(page, picture.at === null ? null : 'end')
}

/** Waits until the run is where the picture wants it. */
async function reach(page: Page, at: Picture['at']): Promise<void> {
  if (at === 'end') await page.locator('[data-testid="run-state"]:is([data-state="finished"], [data-state="failed"])').waitFor({ timeout: RUN_MS })
  if (typeof at !== 'number') return
  const enough = (share: number): boolean => Number(document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')) >= share
  await page.waitForFunction(enough, at, { timeout: RUN_MS })
}

async function main(): Promise<void> {
  if (!(await build(APP_PARTS, { ifStale: true, say: console.log }))) throw new Error('the app could not be built')
  if ((await ensureBrowser(console.log)) === null) throw new Error('there is no browser to take pictures with')
  mkdirSync(FOLDER, { recursive: true })
  const host = await openServed()
  try {
    await host.page.setViewportSize(SIZE)
    await host.load()
    for (const theme of THEMES) for (const picture of PICTURES) await take(host.page, picture, theme)
  } finally {
    await host.close()
    await host.cleanUp()
  }
  for (const file of PICTURE_FILES) console.log(`docs/pictures/${file}`)
}

if (process.argv[1] === import.meta.filename) await main()
