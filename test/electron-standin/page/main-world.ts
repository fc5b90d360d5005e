/**
 * Runs in the page's own world before any of its scripts: the receiving half of `contextBridge`, and no new windows. A self-contained
 * function: its text is put into the page. The two worlds share the DOM but no objects; a `CustomEvent`'s detail is
 * cloned on its way from one to the other, and dispatching is synchronous, so that calls are too.
 */
export function mainWorld(): void {
  interface Returned {
    value?: unknown
    /** The call returned a function: its number. */
    fn?: number
    error?: string
  }
  // What a page gets when the app denies it a window.
  globalThis.open = () => null

  const callbacks = new Map<number, (...args: unknown[]) => unknown>()
  const numbers = new Map<unknown, number>()
  let returned: Returned = {}

  const numberOf = (callback: (...args: unknown[]) => unknown): number => {
    const number = numbers.get(callback) ?? callbacks.size
    numbers.set(callback, number)
    callbacks.set(number, callback)
    return number
  }

  const caller =
    (fn: number) =>
    (...args: unknown[]): unknown => {
      const detail = {
        fn,
        args: args.map((arg) =>
          typeof arg === 'function' ? { callback: numberOf(arg as () => unknown) } : { value: arg },
        ),
      }
      dispatchEvent(new CustomEvent('standin:call', { detail }))
      if (returned.error !== undefined) throw new Error(returned.error)
      return returned.fn === undefined ? returned.value : caller(returned.fn)
    }

  addEventListener('standin:return', (event) => {
    returned = (event as CustomEvent<Returned>).detail
  })
  addEventListener('standin:callback', (event) => {
    const { callback, args } = (event as CustomEvent<{ callback: number; args: unknown[] }>).detail
    callbacks.get(callback)?.(...args)
  })
  addEventListener('standin:expose', (event) => {
    const { key, functions } = (event as CustomEvent<{ key: string; functions: Record<string, number> }>).detail
    const api = Object.fromEntries(Object.entries(functions).map(([name, fn]) => [name, caller(fn)]))
    Object.defineProperty(globalThis, key, { value: Object.freeze(api), enumerable: true })
  })
}
