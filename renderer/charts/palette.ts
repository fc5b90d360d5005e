/** The colours of a chart, as the style sheet of the window has them now. */
export interface Palette {
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly line: string
  readonly hair: string
  readonly panel: string
  readonly accent: string
  readonly bad: string
  readonly warn: string
  readonly wait: string
  /** Font of texts in charts, with its size. */
  readonly font: string
  /** How much larger than usual texts are. */
  readonly textScale: number
  /** By worker index, modulo their number. */
  readonly workers: readonly string[]
}

export type Rgb = readonly [red: number, green: number, blue: number]

export const WORKER_COLORS = 8
const NAMES = ['ink', 'ink2', 'ink3', 'line', 'hair', 'panel', 'accent', 'bad', 'warn', 'wait'] as const
const UNKNOWN = '#808080'
const TEXT_PX = 11
const USUAL_ROOT_PX = 16

/** Name of a colour that charts paint with. */
export type Token = (typeof NAMES)[number] | `w${number}`

/** Colour of a worker. */
export const workerToken = (index: number): Token => `w${index % WORKER_COLORS}`

/** The same as a CSS colour, for markup. */
export const tokenCss = (token: Token): string => `var(--${token})`
export const workerColor = (index: number): string => tokenCss(workerToken(index))

/** The same as it is now, for a canvas. */
export function tokenColor(palette: Palette, token: Token): string {
  const name = NAMES.find((known) => known === token)
  return name === undefined ? colorOf(palette, Number(token.slice(1))) : palette[name]
}

/**
 * How much larger than usual texts are: large screens scale the root's font, and all that is sized in rem with it. Asks
 * the style sheet, which is too slow for every frame: painters have it in their palette.
 */
export function textScale(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_ROOT_PX || 1
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim() || UNKNOWN
  const named = Object.fromEntries(NAMES.map((name) => [name, read(name)])) as Record<(typeof NAMES)[number], string>
  const workers = Array.from({ length: WORKER_COLORS }, (_, index) => read(`w${index}`))
  const scale = textScale()
  return { ...named, font: `${TEXT_PX * scale}px ${style.fontFamily}`, textScale: scale, workers }
}

export const colorOf = (palette: Palette, worker: number): string =>
  palette.workers[worker % WORKER_COLORS] ?? UNKNOWN

const known = new Map<string, Rgb>()

/** A CSS colour in numbers. */
export function toRgb(color: string): Rgb {
  const rgb = known.get(color) ?? measureRgb(color)
  // Two themes have some forty colours.
  if (known.size < 256) known.set(color, rgb)
  return rgb
}

/** The canvas understands whatever the style sheet may hold. */
function measureRgb(color: string): Rgb {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  if (context === null) return [128, 128, 128]
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}

/** A colour as an opaque pixel of image data seen as 32-bit numbers (little-endian), without its opacity. */
export const packRgb = ([red, green, blue]: Rgb): number => (blue << 16) | (green << 8) | red

const listeners = new Set<() => void>()
let stopWatching: (() => void) | null = null

/** Called when the window's colours changed: another `data-theme`, or another system theme. One watcher for all. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener)
  stopWatching ??= watchTheme()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stopWatching?.()
    stopWatching = null
  }
}

function watchTheme(): () => void {
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const observer = new MutationObserver(tell)
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
  }
  const system = matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', tell)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', tell)
  }
}
