import type { TimeWindow } from './shared-view.ts'

/** Deeper than this there is nothing: clocks tell microseconds. */
const SHORTEST_MS = 0.02

/** The window as it may be in a run of `wholeMs`; null when it would show all of it. */
export function fitWindow({ fromMs, toMs }: TimeWindow, wholeMs: number): TimeWindow | null {
  const spanMs = Math.max(SHORTEST_MS, toMs - fromMs)
  if (spanMs >= wholeMs) return null
  const from = Math.min(Math.max(0, fromMs), wholeMs - spanMs)
  return { fromMs: from, toMs: from + spanMs }
}

/** The window with its span times `factor`; `atMs` stays where it is. */
export function zoomWindow({ fromMs, toMs }: TimeWindow, atMs: number, factor: number, wholeMs: number): TimeWindow | null {
  const spanMs = Math.max(SHORTEST_MS, (toMs - fromMs) * factor)
  const share = toMs > fromMs ? (atMs - fromMs) / (toMs - fromMs) : 0.5
  return fitWindow({ fromMs: atMs - share * spanMs, toMs: atMs + (1 - share) * spanMs }, wholeMs)
}

/** The window moved by `byMs`, as far as the run goes. */
export const panWindow = ({ fromMs, toMs }: TimeWindow, byMs: number, wholeMs: number): TimeWindow | null =>
  fitWindow({ fromMs: fromMs + byMs, toMs: toMs + byMs }, wholeMs)

/** The window with one of its ends at another time; ends do not pass each other. */
export function resizeWindow(window: TimeWindow, end: 'fromMs' | 'toMs', ms: number, wholeMs: number): TimeWindow | null {
  const { fromMs, toMs } = window
  return end === 'fromMs'
    ? fitWindow({ fromMs: Math.min(Math.max(0, ms), toMs - SHORTEST_MS), toMs }, wholeMs)
    : fitWindow({ fromMs, toMs: Math.max(Math.min(wholeMs, ms), fromMs + SHORTEST_MS) }, wholeMs)
}

/** What a key does to the window; undefined: nothing, it is no key of ours. */
export function windowAfterKey(key: string, window: TimeWindow, wholeMs: number): TimeWindow | null | undefined {
  const { fromMs, toMs } = window
  const stepMs = (toMs - fromMs) * KEY_PAN
  const middleMs = (fromMs + toMs) / 2
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'w':
    case '+':
    case 'ArrowUp':
      return zoomWindow(window, middleMs, 1 / KEY_ZOOM, wholeMs)
    case 's':
    case '-':
    case 'ArrowDown':
      return zoomWindow(window, middleMs, KEY_ZOOM, wholeMs)
    case 'a':
    case 'ArrowLeft':
      return panWindow(window, -stepMs, wholeMs)
    case 'd':
    case 'ArrowRight':
      return panWindow(window, stepMs, wholeMs)
    case 'Home':
      return fitWindow({ fromMs: 0, toMs: toMs - fromMs }, wholeMs)
    case 'End':
      return fitWindow({ fromMs: wholeMs - (toMs - fromMs), toMs: wholeMs }, wholeMs)
    case '0':
      return null
    default:
      return undefined
  }
}

const KEY_PAN = 0.15
const KEY_ZOOM = 1.5
