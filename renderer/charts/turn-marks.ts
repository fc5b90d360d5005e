import type { KnobTurn } from '../../workloads/contract/index.ts'

/** Nearer marks are one: the latest of them. */
const MIN_GAP_PX = 4
/** With less room a label says nothing. */
const MIN_LABEL_PX = 52
const LABEL_GAP_PX = 8

/** Where a use of a knob stands in a chart, and the room that its label has on its side. */
export interface TurnMark {
  readonly x: number
  readonly label: string
  readonly side: 'left' | 'right'
  /** 0: no label. */
  readonly room: number
}

/** The marks in sight, from left to right. A label is to the right of its mark, or to the left where there is more room. */
export function turnMarks(turns: readonly KnobTurn[], pixel: (ms: number) => number, width: number): TurnMark[] {
  const seen: { x: number; label: string }[] = []
  for (const { atMs, label } of turns) {
    const x = pixel(atMs)
    if (x < 0 || x > width) continue
    if (x - (seen.at(-1)?.x ?? -Infinity) < MIN_GAP_PX) seen.pop()
    seen.push({ x, label })
  }
  return seen.map(({ x, label }, index) => {
    const right = (seen[index + 1]?.x ?? width) - x - LABEL_GAP_PX
    // To the left of a mark is the label of the one before, so only the last one may look there.
    const before = seen[index - 1]
    const left = index === seen.length - 1 ? x - (before === undefined ? 0 : before.x + MIN_LABEL_PX) - LABEL_GAP_PX : 0
    const side = right < MIN_LABEL_PX && left > right ? 'left' : 'right'
    const room = side === 'left' ? left : right
    return { x, label, side, room: room < MIN_LABEL_PX ? 0 : room }
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
    element.style.setProperty('--room', `${Math.floor(mark.room)}px`)
    element.dataset['side'] = mark.side
    element.dataset['label'] = mark.room === 0 ? '' : mark.label
  }
}
