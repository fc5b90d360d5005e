import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { APP_PARTS, build } from './build.ts'
import { ensureBrowser } from './browser.ts'
import { ROOT } from './child.ts'
import { openServed } from './e2e/support/hosts.ts'
import { STATES, type State } from './pictures/states.ts'

/**
 * `npm run docs:pictures [-- <name> ...] [--size 1024x640] [--out <folder>]`: the pictures of the documentation, each
 * light and dark, of runs with a fixed seed, and the page that shows them all.
 */
const FOLDER = 'docs/pictures'
const PAGE = 'docs/screens.md'
const SIZE = '1440x900'
const DATA_FOLDER = '~/.local/share/poolscope'
/** A run that goes on never comes to rest: then one of these looks is the picture. */
const MOST_LOOKS = 10
const THEMES = ['light', 'dark'] as const
type Theme = (typeof THEMES)[number]

const fileOf = (name: string, theme: Theme): string => `${name}-${theme}.webp`
export const PICTURE_FILES = STATES.flatMap(({ name }) => THEMES.map((theme) => fileOf(name, theme)))

/** The page of all pictures. */
export function screensPage(): string {
  const entries = STATES.map(({ name, what }) => {
    const [light, dark] = THEMES.map((theme) => `![${what} (${theme})](pictures/${fileOf(name, theme)})`)
    return `## ${name[0]?.toUpperCase() ?? ''}${name.slice(1).replaceAll('-', ' ')}\n${what}.\n\n${light ?? ''}\n\n${dark ?? ''}\n`
  })
  return `# Screens\n\nThe main states of the window, light and dark, made by \`npm run docs:pictures\`.\n\n${entries.join('\n')}`
}

/** The folder of a picture's host is another each time: what stands there is where a user has it. */
function nameDataFolder(usual: string): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode() !== null) {
    const node = texts.currentNode
    node.textContent = (node.textContent ?? '').replace(/\S*poolscope-e2e-\w+/, usual)
  }
}

/** A host for each picture: nothing is left of the one before. */
async function take(state: State, folder: string, [width = 0, height = 0]: readonly number[]): Promise<void> {
  const host = await openServed()
  try {
    const { page } = host
    await page.setViewportSize({ width, height })
    await host.load()
    await page.getByRole('button', { name: 'No tour, thank you' }).click()
    await state.reach(page, host)
    await page.mouse.move(0, 0) // no tooltip, no hover
    await page.evaluate(nameDataFolder, DATA_FOLDER)
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.locator(`html[data-theme="${theme}"]`).waitFor()
      writeFileSync(path.join(folder, fileOf(state.name, theme)), await compressed(await calmScreenshot(page)))
    }
  } finally {
    await host.close()
    await host.cleanUp()
  }
}

/** A window is made of few colours: with the 256 that fit best it takes a quarter of the screenshot's bytes. */
async function compressed(screenshot: Buffer): Promise<Buffer> {
  const fewColors = await sharp(screenshot).png({ palette: true, dither: 0 }).toBuffer()
  return sharp(fewColors).webp({ lossless: true, effort: 6 }).toBuffer()
}

/** The page when nothing on it changes any more. */
async function calmScreenshot(page: Page): Promise<Buffer> {
  let last = await page.screenshot()
  for (let look = 1; look < MOST_LOOKS; look++) {
    const next = await page.screenshot()
    if (next.equals(last)) break
    last = next
  }
  return last
}

/** What stands after an option of the command line. */
function option(args: string[], name: string, otherwise: string): string {
  const at = args.indexOf(name)
  return at < 0 ? otherwise : (args.splice(at, 2)[1] ?? otherwise)
}

async function main(args: string[]): Promise<void> {
  const folder = path.resolve(ROOT, option(args, '--out', FOLDER))
  const size = option(args, '--size', SIZE).split('x').map(Number)
  const unknown = args.filter((name) => !STATES.some((state) => state.name === name))
  if (unknown.length > 0) throw new Error(`No picture is called ${unknown.join(', ')}. There are ${STATES.map(({ name }) => name).join(', ')}.`)
  if (!(await build(APP_PARTS, { ifStale: true, say: console.log }))) throw new Error('the app could not be built')
  if ((await ensureBrowser(console.log)) === null) throw new Error('there is no browser to take pictures with')
  mkdirSync(folder, { recursive: true })
  for (const state of STATES.filter(({ name }) => args.length === 0 || args.includes(name))) {
    await take(state, folder, size)
    console.log(path.join(folder, `${state.name}-*.webp`))
  }
  writeFileSync(path.join(ROOT, PAGE), screensPage())
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2))
