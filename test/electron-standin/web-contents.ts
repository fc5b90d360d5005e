import type { Devtools } from './devtools.ts'
import type { DisplayCapture } from './display-capture.ts'
import type { IpcMain } from './ipc-main.ts'
import { pageScripts, PRELOAD_WORLD, type PageScripts } from './page-scripts.ts'
import type { Permissions } from './permissions.ts'
import { createWire } from './page/wire.ts'
import type { Schemes } from './schemes.ts'
import { NotInStandinError, preventable, StandinEmitter } from './strict.ts'

const EVENTS = [
  'destroyed',
  'did-finish-load',
  'did-navigate',
  'dom-ready',
  'render-process-gone',
  'will-attach-webview',
  'will-frame-navigate',
] as const

export interface Frame {
  url: string
  readonly parent: null
}

export interface PageServices {
  readonly devtools: Devtools
  readonly schemes: Schemes
  readonly ipcMain: IpcMain
  readonly permissions: Permissions
  readonly displayCapture: DisplayCapture
}

const wire = createWire()

/** The page of a window: loading, the guards on navigation, and IPC with its preload script. */
export class WebContents extends StandinEmitter {
  readonly mainFrame: Frame = { url: '', parent: null }
  private readonly services: PageServices
  private readonly scripts: PageScripts
  private sessionId = ''
  private mainFrameId = ''
  /** Where messages to the page go: the world of its preload script, while there is one. */
  private world: { id: number; uniqueId: string } | null = null
  private destroyed = false
  /** Set while the app itself navigates: such a navigation is not announced. */
  private appNavigates = false
  private loaded: (() => void) | null = null

  constructor(services: PageServices, preload: string) {
    super('webContents', EVENTS)
    this.services = services
    this.scripts = pageScripts(preload)
  }

  /** Takes over a new, empty page. `self` is how the app knows this object. */
  async attach(targetId: string, self: WebContents): Promise<void> {
    const { devtools } = this.services
    const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: true })
    this.sessionId = sessionId
    devtools.on('Runtime.executionContextCreated', sessionId, ({ context }) => {
      if (context.name === PRELOAD_WORLD) this.world = context
    })
    devtools.on('Runtime.executionContextDestroyed', sessionId, ({ executionContextUniqueId }) => {
      if (this.world?.uniqueId === executionContextUniqueId) this.world = null
    })
    devtools.on('Runtime.executionContextsCleared', sessionId, () => {
      this.world = null
    })
    devtools.on('Runtime.bindingCalled', sessionId, ({ payload, executionContextId }) => {
      if (executionContextId === this.world?.id) this.receive(JSON.parse(payload) as { channel: string; text: string }, self)
    })
    devtools.on('Page.frameNavigated', sessionId, ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.mainFrame.url = this.services.schemes.outside(frame.url)
      if (frame.url !== 'about:blank') this.emit('did-navigate', {}, this.mainFrame.url)
    })
    devtools.on('Page.loadEventFired', sessionId, () => {
      this.emit('did-finish-load', {})
      this.loaded?.()
    })
    devtools.on('Fetch.requestPaused', sessionId, (paused) => {
      this.guard(paused)
    })
    devtools.on('Inspector.targetCrashed', sessionId, () => {
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    })
    const [tree] = await Promise.all([
      devtools.send('Page.getFrameTree', {}, sessionId),
      devtools.send('Page.enable', {}, sessionId),
      devtools.send('Runtime.enable', {}, sessionId),
      devtools.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] }, sessionId),
      devtools.send('Runtime.addBinding', { name: this.scripts.binding, executionContextName: PRELOAD_WORLD }, sessionId),
      devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: this.scripts.mainWorld }, sessionId),
      devtools.send(
        'Page.addScriptToEvaluateOnNewDocument',
        { source: this.scripts.isolatedWorld, worldName: PRELOAD_WORLD },
        sessionId,
      ),
    ])
    this.mainFrameId = tree.frameTree.frame.id
  }

  async load(url: string): Promise<void> {
    const { schemes, permissions, devtools } = this.services
    const inside = schemes.inside(url)
    await permissions.apply(devtools, new URL(inside).origin, url)
    const loaded = new Promise<void>((resolve) => {
      this.loaded = resolve
    })
    this.appNavigates = true
    const { errorText } = await devtools.send('Page.navigate', { url: inside }, this.sessionId)
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`)
    await loaded
  }

  send(channel: string, ...args: unknown[]): void {
    const text = wire.encode(args)
    // As in Electron: a message to a page that is not there yet, or no more, is lost.
    if (this.world === null) return
    const call = {
      functionDeclaration: this.scripts.deliver,
      uniqueContextId: this.world.uniqueId,
      arguments: [{ value: channel }, { value: text }],
    }
    this.services.devtools.send('Runtime.callFunctionOn', call, this.sessionId).catch(() => {
      // The page went away meanwhile.
    })
  }

  getURL(): string {
    return this.mainFrame.url
  }

  reload(): void {
    this.appNavigates = true
    this.services.devtools.send('Page.reload', {}, this.sessionId).catch(() => {
      // The page went away meanwhile.
    })
  }

  /** New windows are closed at once (`window.ts`) and `window.open` gives null; the app must want just that. */
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    if (handler({ url: 'about:blank' }).action !== 'deny') throw new NotInStandinError('window.open that is allowed')
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  /** Is this chromium's id of its main frame? */
  isMainFrame(frameId: string): boolean {
    return frameId === this.mainFrameId
  }

  /** The window is gone. */
  end(): void {
    this.destroyed = true
    this.world = null
    this.emit('destroyed')
  }

  /** A document is about to be loaded: the app may prevent it, unless it started it itself. */
  private guard({ requestId, frameId, request }: { requestId: string; frameId: string; request: { url: string } }): void {
    const isMainFrame = frameId === this.mainFrameId
    let prevented = false
    if (isMainFrame && this.appNavigates) {
      this.appNavigates = false
    } else {
      const event = preventable({ url: this.services.schemes.outside(request.url), isMainFrame })
      this.emit('will-frame-navigate', event)
      prevented = event.defaultPrevented
    }
    const { devtools } = this.services
    const answer = prevented
      ? devtools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }, this.sessionId)
      : devtools.send('Fetch.continueRequest', { requestId }, this.sessionId)
    answer.catch(() => {
      // The page went away meanwhile.
    })
  }

  /** Both handlers have their say, as in Electron. */
  private async askCapture([number = 0, video, audio, gesture]: number[]): Promise<void> {
    const { permissions, displayCapture } = this.services
    const allowed =
      permissions.grants('display-capture', this.mainFrame.url) &&
      (await displayCapture.allows({
        frame: this.mainFrame,
        securityOrigin: this.mainFrame.url,
        videoRequested: video === 1,
        audioRequested: audio === 1,
        userGesture: gesture === 1,
      }))
    this.send('standin:captured', number, allowed ? 1 : 0)
  }

  private receive({ channel, text }: { channel: string; text: string }, self: WebContents): void {
    const args = wire.decode(text)
    if (channel === 'standin:preload-error') throw new Error(`The preload script failed: ${String(args[0])}`)
    if (channel === 'standin:capture') {
      this.askCapture(args.map(Number)).catch((error: unknown) => {
        console.error('The capture handler failed:', error)
      })
      return
    }
    this.services.ipcMain.emit(channel, { sender: self, senderFrame: self.mainFrame, type: 'frame' }, ...args)
  }
}
