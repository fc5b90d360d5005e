import { escapeText, px } from './svg.ts'

const WIDTH = 640
const HEIGHT = 200
const LEFT = 64
const RIGHT = 24
const TOP = 28
const BOTTOM = 40

export const PLOT = { width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM } as const

/** Middle tones, which stand out from white and from black alike; texts and axes take the colour of the text around. */
export const MARK_COLORS = ['#2f81f7', '#d4762c'] as const

export interface Tick {
  /** 0 to 1 of the axis. */
  readonly at: number
  readonly label: string
}

export interface Frame {
  readonly title: string
  /** What the chart shows, in words, for who cannot see it. */
  readonly description: string
  readonly xLabel: string
  readonly yLabel: string
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  /** Above the marks, at the right: which colour is what. */
  readonly legend?: readonly string[]
}

/** A chart around its marks, whose origin is the upper left corner of the plot. One element without empty lines. */
export function frame(parts: Frame, marks: readonly string[]): string {
  const bottom = TOP + PLOT.height
  const text = (x: number, y: number, anchor: 'start' | 'middle' | 'end', label: string, more = ''): string =>
    `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}"${more}>${escapeText(label)}</text>`
  const middle = TOP + PLOT.height / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" ` +
      'role="img" font-family="system-ui, sans-serif" font-size="11" fill="currentColor">',
    `<title>${escapeText(parts.title)}</title>`,
    `<desc>${escapeText(parts.description)}</desc>`,
    text(LEFT, 16, 'start', parts.title, ' font-size="13" font-weight="600"'),
    ...(parts.legend ?? []).map(
      (label, i) =>
        text(WIDTH - RIGHT - i * 70, 16, 'end', label) +
        `<rect x="${px(WIDTH - RIGHT - i * 70 - 40)}" y="8" width="8" height="8" fill="${MARK_COLORS[i] ?? 'currentColor'}"/>`,
    ),
    ...parts.yTicks.map(({ at, label }) => {
      const y = bottom - at * PLOT.height
      const line = `<path d="M${LEFT} ${px(y)}h${PLOT.width}" stroke="currentColor" stroke-opacity="0.15"/>`
      return line + text(LEFT - 6, y + 4, 'end', label)
    }),
    ...parts.xTicks.map(({ at, label }) => text(LEFT + at * PLOT.width, bottom + 15, 'middle', label)),
    text(LEFT + PLOT.width / 2, HEIGHT - 6, 'middle', parts.xLabel),
    text(12, middle, 'middle', parts.yLabel, ` transform="rotate(-90 12 ${px(middle)})"`),
    `<g transform="translate(${LEFT} ${TOP})">`,
    ...marks,
    '</g>',
    '</svg>',
  ].join('\n')
}
