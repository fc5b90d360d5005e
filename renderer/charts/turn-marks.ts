import type { KnobTurn } from '../../workloads/contract/index.ts'

/** Nearer marks are one: the latest of them. */
const MIN_GAP_PX = 4
const LABEL_GAP_PX = 6
/** Of a character of a label, on the average and rather more. */
const CHARACTER_PX = 6

/** Where a use of a knob stands in a chart. */
export interface TurnMark {
  readonly x: number
  /** Empty where it does not fit. */
  readonly label: string
  /** Of the mark on which the label is. */
  readonly side: 'left' | 'right'
}

/** What the labels of marks depend on. */
export interface LabelRoom {
  /** Of the plot. */
  readonly width: number
  /** Where the crosshair is; null for nowhere. The mark there says its label, and no other does. */
  readonly pointedX?: number | null
  readonly textScale?: number
}

/** The marks in sight, from left to right. A label is whole or not there: it must not reach over another mark. */
export function turnMarks(turns: readonly KnobTurn[], pixel: (ms: number) => number, room: LabelRoom): TurnMark[] {
  const { width, pointedX = null, textScale = 1 } = room
  const seen: { x: number; label: string }[] = []
  for (const { atMs, label } of turns) {
    const x = pixel(atMs)
    if (x < 0 || x > width) continue
    if (x - (seen.at(-1)?.x ?? -Infinity) < MIN_GAP_PX) seen.pop()
    seen.push({ x, label })
  }
  const wide = (label: string): number => label.length * CHARACTER_PX * textScale + LABEL_GAP_PX
  const pointed = pointedX === null ? undefined : seen.findLast(({ x }) => Math.abs(x - pointedX) <= MIN_GAP_PX)
  let takenTo = 0
  return seen.map((mark, index): TurnMark => {
    const { x, label } = mark
    const [from, to] = pointed === undefined ? [takenTo, seen[index + 1]?.x ?? width] : [0, width]
    const fitsRight = x + wide(label) <= to
    const fits = fitsRight || x - wide(label) >= from
    takenTo = fitsRight ? x + wide(label) : x
    return { x, label: pointed === undefined ? (fits ? label : '') : mark === pointed ? label : '', side: fitsRight ? 'right' : 'left' }
  })
}

/** Puts the marks into a box over the plot. Its elements are kept and used again: this happens in each frame. */
export function showTurnMarks(box: HTMLElement, marks: readonly TurnMark[]): void {
  while (box.children.length < marks.length) box.append(box.ownerDocument.createElement('i'))
  for (const [index, element] of [...box.children].entries()) {
    const mark = marks[index]
    if (!(element instanceof HTMLElement)) continue
    element.hidden = mark === undefined
    if (mark === undefined) continue
    element.style.transform = `translateX(${Math.round(mark.x)}px)`
    element.dataset['side'] = mark.side
    element.dataset['label'] = mark.label
  }
}
