import type { WebContents } from 'electron'
import type { Session, Transport, WireMessage } from 'poolscope/host'
import { messageSize } from '../channels.ts'
import { onWindowMessage, sendToWindow } from './ipc.ts'

/** One page's connection to the session: from its first message until it is left, reloaded or closed. */
class PageTransport implements Transport {
  readonly #contents: WebContents
  readonly #listeners = new Set<(message: WireMessage) => void>()
  readonly #closeListeners = new Set<() => void>()
  #untaken = 0
  #closed = false

  constructor(contents: WebContents) {
    this.#contents = contents
  }

  get bufferedBytes(): number {
    return this.#untaken
  }

  send(message: WireMessage): void {
    if (this.#closed) return
    this.#untaken += messageSize(message)
    sendToWindow(this.#contents, message)
  }

  onMessage(listener: (message: WireMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener)
    return () => this.#closeListeners.delete(listener)
  }

  /** What the page said: text is for the session, a number is how much it has taken. */
  receive(payload: string | number): void {
    if (typeof payload === 'number') {
      this.#untaken = Math.max(0, this.#untaken - payload)
      return
    }
    for (const listener of [...this.#listeners]) listener(payload)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#listeners.clear()
    for (const listener of [...this.#closeListeners]) listener()
    this.#closeListeners.clear()
  }
}

/** Connects whatever page the window shows to the session; a reloaded page gets a connection of its own. */
export function connectPages(contents: WebContents, session: Session): void {
  let page: PageTransport | null = null

  const leave = (): void => {
    page?.close()
    page = null
  }

  const stopListening = onWindowMessage(contents, (payload) => {
    if (page === null) {
      // Words about an earlier page's batches open nothing.
      if (typeof payload === 'number') return
      page = new PageTransport(contents)
      session.connect(page)
    }
    page.receive(payload)
  })

  contents.on('did-navigate', leave)
  contents.on('render-process-gone', leave)
  contents.once('destroyed', () => {
    stopListening()
    leave()
  })
}
