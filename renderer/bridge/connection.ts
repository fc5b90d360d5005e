import { createClient, type Client } from './client.ts'
import { findPreload, preloadTransport } from './preload.ts'
import { socketUrl, webSocketTransport } from './web-socket.ts'
import type { Transport } from '../../workloads/contract/index.ts'

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 5000

/** The way to the host that this window has: the preload's bridge, else a WebSocket to where the page came from. */
export function connect(scope: Window = window): Transport {
  const bridge = findPreload(scope)
  if (bridge !== null) return preloadTransport(bridge)
  return webSocketTransport(new WebSocket(socketUrl(scope)))
}

export interface ConnectionEvents {
  /** A connection is being made; the client may be used at once. */
  onClient(client: Client): void
  /** It ended, or could not be made; the next attempt follows by itself. */
  onLost(retryInMs: number): void
}

export interface Connection {
  /** Tells that the host answered: the next loss is tried again soon. */
  confirm(): void
  close(): void
}

/**
 * Keeps a client connected: after a loss it makes a new one, at first soon, then ever more slowly. Each is a new
 * session to the host, which sends the run that goes on from its start.
 */
export function keepConnected(
  open: () => Transport,
  events: ConnectionEvents,
  setTimer: (callback: () => void, delayMs: number) => () => void = browserTimer,
): Connection {
  let retryMs = FIRST_RETRY_MS
  let client: Client | null = null
  let cancelTimer: (() => void) | null = null
  let closed = false

  function attempt(): void {
    client = createClient(open())
    client.onClose(() => {
      if (closed) return
      cancelTimer = setTimer(attempt, retryMs)
      events.onLost(retryMs)
      retryMs = Math.min(LAST_RETRY_MS, retryMs * 2)
    })
    events.onClient(client)
  }

  attempt()
  return {
    confirm() {
      retryMs = FIRST_RETRY_MS
    },
    close() {
      closed = true
      cancelTimer?.()
      client?.close()
    },
  }
}

function browserTimer(callback: () => void, delayMs: number): () => void {
  const handle = setTimeout(callback, delayMs)
  return () => clearTimeout(handle)
}
