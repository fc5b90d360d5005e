import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from '@playwright/test'
import { BROWSER_SWITCHES, findBrowser } from '../../browser.ts'
import { PageProblems } from './problems.ts'

/** A page from the disk, without a host and without a network. */
export interface OfflinePage {
  readonly page: Page
  readonly problems: PageProblems
  /** Everything that the page asked for, but what it has in itself. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** A browser for pages that the app wrote, and the folder that it writes them to. */
export class OfflinePages {
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'poolscope-page-'))
  readonly #browser: Browser

  private constructor(browser: Browser) {
    this.#browser = browser
  }

  static async start(): Promise<OfflinePages> {
    const executablePath = findBrowser()
    if (executablePath === null) throw new Error('No browser found. "npm test" installs one or says how; do that first.')
    return new OfflinePages(await chromium.launch({ executablePath, args: [...BROWSER_SWITCHES] }))
  }

  /** Where a file of this name is to be written. */
  file(name: string): string {
    return path.join(this.#folder, name)
  }

  async open(file: string): Promise<OfflinePage> {
    const context = await this.#browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', offline: true })
    const page = await context.newPage()
    const problems = new PageProblems(page)
    const requests: string[] = []
    const asked = (url: string): void => {
      if (!/^(data|blob):/.test(url)) requests.push(url)
    }
    page.on('request', (request) => asked(request.url()))
    page.on('websocket', (socket) => asked(socket.url()))
    await page.goto(pathToFileURL(file).href)
    return { page, problems, requests, close: () => context.close() }
  }

  async close(): Promise<void> {
    await this.#browser.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
