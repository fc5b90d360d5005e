import type { Transport } from '../../workloads/contract/index.ts'

/** What the desktop's preload script puts on the window: text out, messages in, paths of dropped files. */
export interface PreloadBridge {
  send(message: string): void
  subscribe(listener: (message: string | Uint8Array) => void): () => void
  pathOf(file: File): string
}

/** The preload's bridge, where there is one. */
export function findPreload(scope: object): PreloadBridge | null {
  const bridge: unknown = 'poolscope' in scope ? scope.poolscope : undefined
  return isPreloadBridge(bridge) ? bridge : null
}

/** Where a file lies that the user gave to the window; null where nobody tells, as in a browser. */
export function pathOfFile(file: File, scope: object = window): string | null {
  const path = findPreload(scope)?.pathOf(file) ?? ''
  return path === '' ? null : path
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
  if (!('send' in value) || !('subscribe' in value) || !('pathOf' in value)) return false
  return typeof value.send === 'function' && typeof value.subscribe === 'function' && typeof value.pathOf === 'function'
}
