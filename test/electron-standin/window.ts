import type { App } from './app.ts'
import { onlyKnown, NotInStandinError, preventable, strict, StandinEmitter } from './strict.ts'
import { WebContents, type PageServices } from './web-contents.ts'

const EVENTS = ['close', 'closed', 'ready-to-show', 'show'] as const
/** Taken note of, not acted upon, except for size and preload. */
const OPTIONS = [
  'backgroundColor',
  'height',
  'minHeight',
  'minWidth',
  'name',
  'show',
  'title',
  'webPreferences',
  'width',
  'windowStatePersistence',
]
const PREFERENCES = ['contextIsolation', 'nodeIntegration', 'preload', 'sandbox']

export interface WindowOptions {
  width?: number
  height?: number
  show?: boolean
  webPreferences?: { preload?: string; contextIsolation?: boolean; sandbox?: boolean; nodeIntegration?: boolean }
}

export interface WindowServices extends PageServices {
  readonly app: App
}

/** All windows, by chromium's target id once they have one. */
export const windows = new Set<BrowserWindow>()

let services: () => WindowServices = () => {
  throw new Error('Cannot create BrowserWindow before app is ready')
}

/** From now on windows can be made. */
export function allowWindows(given: WindowServices): void {
  services = () => given
  given.devtools.on('Target.targetCreated', undefined, ({ targetInfo }) => {
    if (targetInfo.type !== 'page' || targetInfo.openerId === undefined) return
    given.devtools.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {
      // It closed itself.
    })
  })
  given.devtools.on('Target.targetDestroyed', undefined, ({ targetId }) => {
    for (const window of windows) window.targetGone(targetId)
  })
}

/** The page whose main frame this is. */
export const pageOfFrame = (frameId: string): WebContents | undefined =>
  [...windows].find(({ webContents }) => webContents.isMainFrame(frameId))?.webContents

export class BrowserWindow extends StandinEmitter {
  readonly webContents: WebContents
  private readonly use: WindowServices
  private readonly opened: Promise<void>
  private targetId = ''
  private destroyed = false

  constructor(options: WindowOptions = {}) {
    super('BrowserWindow', EVENTS)
    this.use = services()
    onlyKnown('BrowserWindow', options, OPTIONS)
    const { preload, ...preferences } = options.webPreferences ?? {}
    onlyKnown('webPreferences', preferences, PREFERENCES)
    if (preload === undefined) throw new NotInStandinError('window without a preload script')
    if (preferences.contextIsolation === false || preferences.sandbox === false || preferences.nodeIntegration) {
      throw new NotInStandinError('window without context isolation and sandbox')
    }
    this.webContents = strict('webContents', new WebContents(this.use, preload))
    const self = strict('BrowserWindow', this)
    windows.add(self)
    this.use.app.emit('web-contents-created', {}, this.webContents)
    this.opened = this.open(options.width ?? 800, options.height ?? 600)
    // Who loads something awaits this; who does not still hears of it.
    this.opened.catch((error: unknown) => {
      console.error('The Electron stand-in cannot open a window:', error)
    })
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show', {}))
    return self
  }

  async loadURL(url: string): Promise<void> {
    await this.opened
    await this.webContents.load(url)
  }

  /** Asks the app's `close` listeners first. */
  close(): void {
    const event = preventable({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.destroyed) return
    const id = this.targetId
    this.use.devtools.send('Target.closeTarget', { targetId: id }).catch(() => {
      // The browser closed it already.
    })
    this.targetGone(id)
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  show(): void {
    this.emit('show', {})
  }

  focus(): void {
    // There is one window and nobody looks.
  }

  isMinimized(): boolean {
    return false
  }

  targetGone(targetId: string): void {
    if (this.destroyed || targetId !== this.targetId) return
    this.destroyed = true
    for (const window of windows) if (window.webContents === this.webContents) windows.delete(window)
    this.webContents.end()
    this.emit('closed')
    this.use.app.windowClosed()
  }

  private async open(width: number, height: number): Promise<void> {
    const { targetId } = await this.use.devtools.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    })
    this.targetId = targetId
    await this.webContents.attach(targetId, this.webContents)
  }

  /** Playwright closes pages through this and `fromTarget`. */
  isTarget(targetId: string): boolean {
    return this.targetId === targetId
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows]
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null
  }
}
