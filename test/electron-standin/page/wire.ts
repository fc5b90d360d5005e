/**
 * The form in which IPC arguments cross between the stand-in and a page. A self-contained function: its text is put
 * into the page too. It carries what the app sends (text, numbers, bytes) and refuses all else; Electron's structured
 * clone carries more.
 */
export function createWire(): { encode(args: readonly unknown[]): string; decode(text: string): unknown[] } {
  type Encoded = ['text' | 'number' | 'bytes', string | number]
  const encodeOne = (value: unknown): Encoded => {
    if (typeof value === 'string') return ['text', value]
    if (typeof value === 'number' && Number.isFinite(value)) return ['number', value]
    if (value instanceof Uint8Array) {
      return ['bytes', typeof Buffer === 'undefined' ? value.toBase64() : Buffer.from(value).toString('base64')]
    }
    throw new Error(`An object could not be cloned. (The Electron stand-in sends no ${Object.prototype.toString.call(value)}.)`)
  }
  const decodeOne = ([type, value]: Encoded): unknown => {
    if (type !== 'bytes') return value
    return typeof Buffer === 'undefined' ? Uint8Array.fromBase64(String(value)) : new Uint8Array(Buffer.from(String(value), 'base64'))
  }
  return {
    encode: (args) => JSON.stringify(args.map(encodeOne)),
    decode: (text) => (JSON.parse(text) as Encoded[]).map(decodeOne),
  }
}
