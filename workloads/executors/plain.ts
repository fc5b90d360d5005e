/** Larger values are not looked through: to copy them costs more than to send them alone. */
const MAX_VALUES = 64

/**
 * The JSON text of an object that JSON copies exactly as structured clone does: a small tree of plain objects and arrays.
 * null for all others. As a text it shares nothing with what travels in the same message, and stays as it is now.
 */
export function plainText(value: object): string | null {
  return new Walk().isPlain(value) ? JSON.stringify(value) : null
}

/** Whether JSON keeps a value that is no object. */
export function isPlainPrimitive(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
    default:
      return value === null
  }
}

class Walk {
  readonly #objects: object[] = []
  #values = 0

  isPlain(value: unknown): boolean {
    if (++this.#values > MAX_VALUES) return false
    if (typeof value !== 'object' || value === null) return isPlainPrimitive(value)
    // Twice the same object must stay the same object.
    if (this.#objects.includes(value)) return false
    this.#objects.push(value)
    const prototype: unknown = Object.getPrototypeOf(value)
    if (Array.isArray(value)) {
      if (prototype !== Array.prototype || value.length > MAX_VALUES) return false
      // With holes or names of its own it has another number of keys.
      return Object.keys(value).length === value.length && value.every((item) => this.isPlain(item))
    }
    if (prototype !== Object.prototype && prototype !== null) return false
    return Object.values(value).every((item) => this.isPlain(item))
  }
}
