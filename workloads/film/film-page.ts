import { chromium, type CDPSession, type Page } from 'playwright-core'
import { z } from 'zod'
import { UsageError, type Show, type Storyboard } from '../contract/index.ts'
import { BROWSER_SWITCHES, findBrowser } from './browser.ts'

export interface FilmSize {
  readonly width: number
  readonly height: number
}

export interface VideoFormat extends FilmSize {
  readonly container: 'webm' | 'mp4'
  readonly fps: number
  readonly subtitles: string
  readonly title: string
}

/** What the page offers a film maker (`renderer/film/mount.ts`); both are built and shipped together. */
interface Door {
  perform: (storyboard: Storyboard) => Promise<Show>
  show: (atMs: number) => Promise<boolean>
  begin: (format: VideoFormat) => Promise<void>
  add: (png: string | null) => Promise<void>
  finish: () => Promise<void>
}
interface DoorWindow {
  readonly poolscopeFilm?: Readonly<Record<keyof Door, (input: unknown) => Promise<unknown>>>
}

const screenshotSchema = z.object({ data: z.string() })

/** The page as a film set, in a browser without a window. */
export class FilmPage {
  readonly #page: Page
  readonly #devtools: CDPSession
  readonly #close: () => Promise<void>

  private constructor(page: Page, devtools: CDPSession, close: () => Promise<void>) {
    this.#page = page
    this.#devtools = devtools
    this.#close = close
  }

  /**
   * @param url of a served window, with its token
   * @throws UsageError when there is no browser
   */
  static async open(url: string, { width, height }: FilmSize, theme: 'light' | 'dark'): Promise<FilmPage> {
    const executablePath = findBrowser()
    if (executablePath === null) {
      throw new UsageError(
        'A film needs a browser, and none was found. Install Chrome, Chromium or Edge, or name one in POOLSCOPE_BROWSER.',
      )
    }
    if (width * 9 !== height * 16) {
      throw new UsageError(`A film is 16:9, and ${width}x${height} is not. Use 1280x720, 1920x1080 or 3840x2160.`)
    }
    const browser = await chromium.launch({ executablePath, args: [...BROWSER_SWITCHES] })
    try {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme })
      const page = await context.newPage()
      await page.goto(`${url}&film`)
      await page.waitForFunction(() => (globalThis as DoorWindow).poolscopeFilm !== undefined)
      return new FilmPage(page, await context.newCDPSession(page), () => browser.close())
    } catch (error) {
      await browser.close()
      throw error
    }
  }

  /** @throws UsageError when a step of the storyboard cannot be done */
  perform(storyboard: Storyboard): Promise<Show> {
    return this.#call('perform', storyboard)
  }

  /** @returns false when the picture is the same as the one before */
  show(atMs: number): Promise<boolean> {
    return this.#call('show', atMs)
  }

  /** The stage as PNG, in base64. */
  async picture(): Promise<string> {
    const answer: unknown = await this.#devtools.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })
    return screenshotSchema.parse(answer).data
  }

  /** Begins a video; `write` takes its bytes, each for a place in the file. */
  async beginVideo(format: VideoFormat, write: (bytes: Uint8Array, position: number) => Promise<void>): Promise<void> {
    const take = (base64: string, position: number): Promise<void> => write(Buffer.from(base64, 'base64'), position)
    await this.#page.exposeFunction('poolscopeWrite', take)
    await this.#call('begin', format)
  }

  /** @param png as from `picture`; null: the same as before */
  addToVideo(png: string | null): Promise<void> {
    return this.#call('add', png)
  }

  finishVideo(): Promise<void> {
    return this.#call('finish')
  }

  close(): Promise<void> {
    return this.#close()
  }

  async #call<M extends keyof Door>(method: M, ...input: Parameters<Door[M]>): Promise<Awaited<ReturnType<Door[M]>>> {
    try {
      const answer = await this.#page.evaluate(
        ([name, argument]) => (globalThis as DoorWindow).poolscopeFilm?.[name](argument),
        [method, input[0] ?? null] as const,
      )
      return answer as Awaited<ReturnType<Door[M]>>
    } catch (cause) {
      throw new UsageError(pageMessage(cause), { cause })
    }
  }
}

/** What the page threw, without the name of its class (which is shortened there) and what Playwright and the browser put around it. */
function pageMessage(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return message.replace(/^page\.evaluate: (?:\w+: )?/, '').replace(/\n +at [^]*$/, '')
}
