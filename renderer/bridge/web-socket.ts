import type { Transport, WireMessage } from '../../workloads/contract/index.ts'

/** More than a window ever has to say before a connection is open; beyond it something is wrong. */
const MAX_QUEUED = 1000

/** The part of the browser's `WebSocket` that is used. */
export interface SocketLike {
  readonly readyState: number
  readonly bufferedAmount: number
  binaryType: string
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(): void
  addEventListener(type: 'open' | 'close', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
}

const CONNECTING = 0
const OPEN = 1

/** A transport over one WebSocket; messages sent before it is open wait for it. */
export function webSocketTransport(socket: SocketLike): Transport {
  const messageListeners = new Set<(message: WireMessage) => void>()
  const closeListeners = new Set<() => void>()
  const queue: WireMessage[] = []
  let closed = false
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('open', () => {
    for (const message of queue.splice(0)) sendNow(socket, message)
  })
  socket.addEventListener('message', ({ data }) => {
    const message = typeof data === 'string' ? data : data instanceof ArrayBuffer ? new Uint8Array(data) : null
    if (message !== null) for (const listener of messageListeners) listener(message)
  })
  socket.addEventListener('close', () => {
    if (closed) return
    closed = true
    for (const listener of closeListeners) listener()
  })
  return {
    send(message) {
      if (socket.readyState === OPEN) sendNow(socket, message)
      else if (socket.readyState === CONNECTING && queue.length < MAX_QUEUED) queue.push(message)
    },
    onMessage: (listener) => subscribe(messageListeners, listener),
    onClose: (listener) => subscribe(closeListeners, listener),
    get bufferedBytes() {
      return socket.bufferedAmount
    },
    close: () => socket.close(),
  }
}

const TOKEN_KEY = 'poolscope.token'

/** The parts of `window` that know where the page came from. */
export interface PageScope {
  readonly location: Pick<Location, 'protocol' | 'host' | 'href'>
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
  readonly history: Pick<History, 'state' | 'replaceState'>
}

/**
 * The host's socket where the page came from. The token comes with the page's address; the tab keeps it instead, so
 * that a picture or a recording of the window does not give it away, and a reload still works.
 */
export function socketUrl(scope: PageScope): string {
  const { location, history } = scope
  const address = new URL(location.href)
  const given = address.searchParams.get('token')
  if (given !== null && keep(scope, given)) {
    address.searchParams.delete('token')
    history.replaceState(history.state, '', address)
  }
  const token = given ?? kept(scope) ?? ''
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return `${scheme}//${location.host}/socket?token=${encodeURIComponent(token)}`
}

/** The token that this page came with; null where none is needed. */
export const pageToken = (scope: PageScope): string | null =>
  kept(scope) ?? new URL(scope.location.href).searchParams.get('token')

/** Storage that refuses is lived without: the token then stays in the address. */
function keep(scope: PageScope, token: string): boolean {
  try {
    scope.sessionStorage.setItem(TOKEN_KEY, token)
    return true
  } catch {
    return false
  }
}

function kept(scope: PageScope): string | null {
  try {
    return scope.sessionStorage.getItem(TOKEN_KEY)
  } catch {
    return null
  }
}

function sendNow(socket: SocketLike, message: WireMessage): void {
  socket.send(typeof message === 'string' ? message : new Uint8Array(message))
}

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
