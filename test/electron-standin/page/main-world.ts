/**
 * Runs in the page's own world before any of its scripts: the receiving half of `contextBridge`, no new windows, and
 * captures of the screen that the app allows. A self-contained
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

  // The app says what may be captured, where a browser would ask its user.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  const capture = devices?.getDisplayMedia.bind(devices)
  if (devices !== undefined && capture !== undefined) {
    const waiting: ((allowed: boolean) => void)[] = []
    addEventListener('standin:captured', (event) => {
      const [number = 0, allowed] = (event as CustomEvent<number[]>).detail
      waiting[number]?.(allowed === 1)
    })
    devices.getDisplayMedia = async (options = {}) => {
      const allowed = await new Promise<boolean>((resolve) => {
        const number = waiting.push(resolve) - 1
        const { video = true, audio = false } = options
        const flags = [video !== false, audio !== false, navigator.userActivation.isActive].map(Number)
        dispatchEvent(new CustomEvent('standin:capture', { detail: [number, ...flags] }))
      })
      if (!allowed) throw new DOMException('Permission denied', 'NotAllowedError')
      const ofThisTab: DisplayMediaStreamOptions & { preferCurrentTab: true } = { ...options, preferCurrentTab: true }
      return capture(ofThisTab)
    }
  }

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
