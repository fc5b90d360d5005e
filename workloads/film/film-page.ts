import { chromium, type CDPSession, type Page } from 'playwright-core'
import { z } from 'zod'
import { UsageError, type Show, type Storyboard } from '../contract/index.ts'
import { BROWSER_SWITCHES, findBrowser } from './browser.ts'
import { filmPacketSchema, type FilmPacket } from './film-packet.ts'

export interface FilmSize {
  readonly width: number
  readonly height: number
}

export interface VideoFormat extends FilmSize {
  readonly container: 'webm' | 'mp4'
  readonly fps: number
}

/** What the page offers a film maker (`renderer/film/mount.ts`); both are built and shipped together. */
interface Door {
  perform: (storyboard: Storyboard) => Promise<Show>
  runFiles: () => Promise<string[]>
  runEndsMs: () => Promise<number[]>
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
    // Signals are for whoever films: what was filmed until then is kept, and the browser is needed for that.
    const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
    const browser = await chromium.launch({ executablePath, args: [...BROWSER_SWITCHES], ...signals })
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

  /** How long each run of the performance took, in the order of their starts. */
  runEndsMs(): Promise<number[]> {
    return this.#call('runEndsMs')
  }

  /** The run files of the performance, in that order. */
  async runFiles(): Promise<Uint8Array[]> {
    return (await this.#call('runFiles')).map((base64) => Buffer.from(base64, 'base64'))
  }

  /** @returns false when the picture is the same as the one before */
  show(atMs: number): Promise<boolean> {
    return this.#call('show', atMs)
  }

  /** The stage as PNG, in base64. */
  async picture(): Promise<string> {
    try {
      const answer: unknown = await this.#devtools.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })
      return screenshotSchema.parse(answer).data
    } catch (cause) {
      throw new UsageError(pageMessage(cause), { cause })
    }
  }

  /** Begins a video; `take` gets its pictures, encoded, in the order in which they are decoded. */
  async beginVideo(format: VideoFormat, take: (packet: FilmPacket) => void): Promise<void> {
    await this.#page.exposeFunction('poolscopePacket', (packet: unknown) => take(filmPacketSchema.parse(packet)))
    await this.#call('begin', format)
  }

  /** @param png as from `picture`; null: the same as before */
  addToVideo(png: string | null): Promise<void> {
    return this.#call('add', png)
  }

  /** Resolves when `take` has got all pictures. */
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
  if (/has been closed|Target crashed|Target closed|Connection closed/.test(message)) return 'The browser has ended.'
  return message.replace(/^page\.evaluate: (?:\w+: )?/, '').replace(/\n +at [^]*$/, '')
}
