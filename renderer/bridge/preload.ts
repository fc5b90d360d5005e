import type { Transport } from '../../workloads/contract/index.ts'

/** What the desktop's preload script puts on the window: text out, messages in. */
export interface PreloadBridge {
  send(message: string): void
  subscribe(listener: (message: string | Uint8Array) => void): () => void
}

/** The preload's bridge, where there is one. */
export function findPreload(scope: object): PreloadBridge | null {
  const bridge: unknown = 'poolscope' in scope ? scope.poolscope : undefined
  return isPreloadBridge(bridge) ? bridge : null
}

/** A transport over the preload's bridge; it lives as long as the window. */
export function preloadTransport(bridge: PreloadBridge): Transport {
  const closers = new Set<() => void>()
  return {
    send(message) {
      if (typeof message === 'string') bridge.send(message)
    },
    onMessage(listener) {
      const dispose = bridge.subscribe(listener)
      closers.add(dispose)
      return () => {
        closers.delete(dispose)
        dispose()
      }
    },
    // The host ends with the window, so there is no end that the window could see.
    onClose: () => () => undefined,
    bufferedBytes: 0,
    close() {
      for (const dispose of closers) dispose()
      closers.clear()
    },
  }
}

function isPreloadBridge(value: unknown): value is PreloadBridge {
  if (typeof value !== 'object' || value === null) return false
  if (!('send' in value) || !('subscribe' in value)) return false
  return typeof value.send === 'function' && typeof value.subscribe === 'function'
}
