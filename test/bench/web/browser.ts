import { chromium, type Browser, type Page } from 'playwright'
import { BROWSER_SWITCHES, ensureBrowser } from '../../browser.ts'

/** The window that the documentation's pictures have. */
const VIEWPORT = { width: 1440, height: 900 }

/** Starts a headless browser; the caller closes it. */
export async function openBrowser(say: (line: string) => void): Promise<Browser> {
  const executablePath = await ensureBrowser(say)
  if (executablePath === null) throw new Error('There is no browser to measure in. See above for how to get one.')
  return chromium.launch({ executablePath, args: [...BROWSER_SWITCHES] })
}

/** Opens a page that knows nothing of the ones before and hands it to `use`; then it is closed. */
export async function withPage<T>(browser: Browser, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: VIEWPORT })
  try {
    return await use(await context.newPage())
  } finally {
    await context.close()
  }
}
