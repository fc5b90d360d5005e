import type { LegendEntry } from '../legends.ts'

/** What is written around a chart in its image. */
export interface Words {
  readonly title: string
  /** Which run it is. */
  readonly run: string
  /** Of a slide: technique and parameters. */
  readonly facts: readonly string[]
  readonly legend: readonly LegendEntry[]
}

/** How large an image is and how large what is written on it; in pixels of which `dpr` each way make one of the page. */
export interface Sheet {
  readonly width: number
  readonly height: number
  readonly dpr: number
  readonly margin: number
  readonly titlePx: number
  readonly textPx: number
  /** Of the labels of axes and marks. */
  readonly labelPx: number
  /** Lines that facts may take. */
  readonly factLines: number
}

const LEAST_WIDTH = 480
const LEAST_PLOT_HEIGHT = 200
/** What title and legend take. */
const HEAD = 74
/** Screens have more, and a saved image goes to them all. */
const LEAST_DPR = 2

/** A chart as large as it is on the screen, and crisp on any other. */
export function chartSheet(shown: { readonly width: number; readonly height: number }, dpr: number): Sheet {
  return {
    width: Math.ceil(Math.max(LEAST_WIDTH, shown.width)),
    height: Math.ceil(Math.max(LEAST_PLOT_HEIGHT, shown.height)) + HEAD,
    dpr: Math.max(LEAST_DPR, dpr),
    margin: 14,
    titlePx: 15,
    textPx: 12,
    labelPx: 11,
    factLines: 0,
  }
}

/** 1920 x 1080 pixels. Painted at half that size, so that all lines and marks are twice as thick as on the screen. */
export const SLIDE: Sheet = {
  width: 960,
  height: 540,
  dpr: 2,
  margin: 32,
  titlePx: 26,
  textPx: 15,
  labelPx: 14,
  factLines: 2,
}

/** Words in lines no wider than `width`; what does not fit into `most` lines ends in an ellipsis. */
export function linesOf(words: readonly string[], width: number, most: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} · ${word}`
    if (last !== undefined && widthOf(longer) <= width) lines[lines.length - 1] = longer
    else if (lines.length < most) lines.push(fitted(word, width, widthOf))
    else {
      if (last !== undefined && !last.endsWith('…')) lines[lines.length - 1] = fitted(`${last} · …`, width, widthOf)
      break
    }
  }
  return lines
}

/** A text that is cut where it is too wide. */
export function fitted(text: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= width) return text
  let [lo, hi] = [0, text.length]
  while (lo < hi) {
    const middle = (lo + hi + 1) >>> 1
    if (widthOf(`${text.slice(0, middle)}…`) <= width) lo = middle
    else hi = middle - 1
  }
  return `${text.slice(0, lo).trimEnd()}…`
}
