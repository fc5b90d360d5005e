import type { createWire } from './wire.ts'

export interface IsolatedWorldOptions {
  /** Name of the function that the browser put here to reach the stand-in. */
  binding: string
  /** Name of the function here that the stand-in calls with a message. */
  receiver: string
  electronVersion: string
  /** Where files lie that are dropped on the page; null: nobody said. */
  dropFolder: string | null
}

/**
 * Runs in the preload script's world before any script of the page: gives `ipcRenderer`, `contextBridge` and the
 * little of `process` that a sandboxed preload has, then runs the preload script. A self-contained function: its text
 * is put into the page.
 */
export function isolatedWorld(
  options: IsolatedWorldOptions,
  makeWire: typeof createWire,
  preload: (require: (name: string) => unknown, module: object, exports: object, process: object) => void,
): void {
  type Fn = (...args: unknown[]) => unknown
  // As in Electron: no preload in frames inside the page, nor in the empty document before the first load.
  if (self !== top || location.href === 'about:blank') return

  const world = globalThis as unknown as Record<string, Fn>
  const post = (channel: string, text: string): unknown => world[options.binding]?.(JSON.stringify({ channel, text }))
  const wire = makeWire()

  const lacks = (what: string): never => {
    throw new Error(`The Electron stand-in has no ${what} in a preload script.`)
  }
  const strict = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get: (object, key) =>
        key in object || typeof key === 'symbol' ? (Reflect.get(object, key) as unknown) : lacks(`${name}.${key}`),
    })

  const listeners = new Map<string, Fn[]>()
  const ipcRenderer = strict('ipcRenderer', {
    send(channel: string, ...args: unknown[]): void {
      post(channel, wire.encode(args))
    },
    on(channel: string, listener: Fn): void {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    },
  })
  Object.defineProperty(globalThis, options.receiver, {
    value: (channel: string, text: string) => {
      const args = wire.decode(text)
      if (channel === 'standin:captured') dispatchEvent(new CustomEvent(channel, { detail: args }))
      for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer }, ...args)
    },
  })

  addEventListener('standin:capture', (event) => {
    post('standin:capture', wire.encode((event as CustomEvent<number[]>).detail))
  })

  const functions: Fn[] = []
  const numberOf = (fn: Fn): number => functions.push(fn) - 1
  addEventListener('standin:call', (event) => {
    const { fn, args } = (
      event as CustomEvent<{ fn: number; args: { callback?: number; value?: unknown }[] }>
    ).detail
    let detail: { value?: unknown; fn?: number; error?: string }
    try {
      const result = functions[fn]?.(
        ...args.map(({ callback, value }) =>
          callback === undefined
            ? value
            : (...given: unknown[]) => {
                dispatchEvent(new CustomEvent('standin:callback', { detail: { callback, args: given } }))
              },
        ),
      )
      detail = typeof result === 'function' ? { fn: numberOf(result as Fn) } : { value: result }
    } catch (error) {
      detail = { error: error instanceof Error ? error.message : String(error) }
    }
    dispatchEvent(new CustomEvent('standin:return', { detail }))
  })

  const contextBridge = strict('contextBridge', {
    exposeInMainWorld(key: string, api: Record<string, unknown>): void {
      const exposed = Object.fromEntries(
        Object.entries(api).map(([name, member]) => [
          name,
          typeof member === 'function' ? numberOf(member as Fn) : lacks(`contextBridge for "${name}": it is no function`),
        ]),
      )
      dispatchEvent(new CustomEvent('standin:expose', { detail: { key, functions: exposed } }))
    },
  })

  const webUtils = strict('webUtils', {
    getPathForFile(file: unknown): string {
      if (!(file instanceof File)) throw new Error('The Electron stand-in: getPathForFile takes a File.')
      if (options.dropFolder === null) throw new Error('A file was dropped: set ELECTRON_STANDIN_DROP_FOLDER to the folder that it lies in.')
      return `${options.dropFolder}/${file.name}`
    },
  })

  const electron = strict('electron', { contextBridge, ipcRenderer, webUtils })
  const require = (name: string): unknown => (name === 'electron' ? electron : lacks(`module "${name}"`))
  const process = strict('process', {
    contextIsolated: true,
    sandboxed: true,
    type: 'renderer',
    versions: { electron: options.electronVersion },
  })
  const module = { exports: {} }
  try {
    preload(require, module, module.exports, process)
  } catch (error) {
    post('standin:preload-error', wire.encode([error instanceof Error ? (error.stack ?? error.message) : String(error)]))
  }
}
