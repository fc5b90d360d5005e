import { EventEmitter } from 'node:events'

/** Thrown where the app uses something of Electron that the stand-in does not have. Never answered by a guess. */
export class NotInStandinError extends Error {
  constructor(what: string) {
    super(`The Electron stand-in has no ${what}. Add it to test/electron-standin, with a test, or do without it.`)
    this.name = 'NotInStandinError'
  }
}

/**
 * `target`, but reading a property that it lacks is an error instead of undefined. Classes behind it keep their state in
 * `private` fields, not in `#` ones, which cannot be reached through a proxy.
 */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver): unknown {
      // `then` is asked of everything that is awaited or returned from a promise.
      if (typeof key === 'string' && key !== 'then' && !(key in object)) throw new NotInStandinError(`${name}.${key}`)
      return Reflect.get(object, key, receiver)
    },
  })
}

/** Refuses options other than those that are known (what the stand-in does with them is its own matter). */
export function onlyKnown(name: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw new NotInStandinError(`${name} option "${key}"`)
  }
}

type Listener = (...args: unknown[]) => void

/** An emitter that refuses listeners for events that it will never emit. */
export class StandinEmitter extends EventEmitter {
  protected readonly emitterName: string
  readonly #events: readonly string[]

  constructor(name: string, events: readonly string[]) {
    super()
    this.emitterName = name
    this.#events = events
    // Own properties, so that they also work through a proxy, where `this` is not the object itself.
    const on = super.on.bind(this)
    const once = super.once.bind(this)
    const checked = (event: string | symbol): string | symbol => {
      if (this.#events.includes(String(event))) return event
      throw new NotInStandinError(`${this.emitterName} event "${String(event)}"`)
    }
    this.on = (event: string | symbol, listener: Listener) => on(checked(event), listener)
    this.once = (event: string | symbol, listener: Listener) => once(checked(event), listener)
    this.addListener = this.on
  }
}

/** An event that a listener can prevent; `emit` tells whether one did. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

export function preventable<T extends object>(details: T): T & PreventableEvent {
  let prevented = false
  return Object.defineProperties(
    { ...details, preventDefault: () => void (prevented = true) },
    { defaultPrevented: { get: () => prevented } },
  ) as T & PreventableEvent
}
