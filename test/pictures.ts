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
  { name: '', preset: 'Thread pool', params: { Tasks: 200, Duration: 60 }, at: 'end', tab: 'Summary' },
  { name: 'mandelbrot-', preset: 'Mandelbrot tiles', params: { Iterations: 20_000 }, at: 60, tab: 'Workers' },
  { name: 'lost-sentinel-', preset: 'Lost sentinel', at: 'end', tab: 'Log' },
]
const THEMES = ['light', 'dark'] as const

export const PICTURE_FILES = PICTURES.flatMap(({ name }) => THEMES.map((theme) => `${name}${theme}.png`))

/** A host for each picture: nothing is left of the one before. */
async function take(picture: Picture, theme: (typeof THEMES)[number]): Promise<void> {
  const host = await openServed()
  try {
    const { page } = host
    await page.setViewportSize(SIZE)
    await page.emulateMedia({ colorScheme: theme })
    await host.load()
    await page.getByRole('listbox', { name: 'Presets' }).getByRole('option', { name: picture.preset, exact: true }).click()
    if (picture.at !== null) await run(page, picture)
    await page.screenshot({ path: path.join(FOLDER, `${picture.name}${theme}.png`) })
  } finally {
    await host.close()
    await host.cleanUp()
  }
}

async function run(page: Page, { params, at, tab }: Picture): Promise<void> {
  const form = page.getByRole('form', { name: 'Parameters' })
  for (const [label, value] of Object.entries({ ...params, Seed: SEED })) {
    await form.getByLabel(label, { exact: true }).fill(String(value))
  }
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  if (tab !== undefined) await page.getByRole('tab', { name: tab }).click()
  await page.mouse.move(0, 0) // no tooltip, no hover
  await reach(page, at)
}

/** Waits until the run is where the picture wants it. */
async function reach(page: Page, at: Picture['at']): Promise<void> {
  if (typeof at === 'number') {
    const isThere = (share: number): boolean =>
      Number(document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')) >= share
    await page.waitForFunction(isThere, at, { timeout: RUN_MS })
  } else {
    const ended = ['finished', 'failed'].map((state) => `[data-testid="run-state"][data-state="${state}"]`)
    await page.locator(ended.join()).waitFor({ timeout: RUN_MS })
  }
}

async function main(): Promise<void> {
  if (!(await build(APP_PARTS, { ifStale: true, say: console.log }))) throw new Error('the app could not be built')
  if ((await ensureBrowser(console.log)) === null) throw new Error('there is no browser to take pictures with')
  mkdirSync(FOLDER, { recursive: true })
  for (const picture of PICTURES) {
    for (const theme of THEMES) {
      await take(picture, theme)
      console.log(`docs/pictures/${picture.name}${theme}.png`)
    }
  }
}

if (process.argv[1] === import.meta.filename) await main()
