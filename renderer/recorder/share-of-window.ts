import type { Rectangle } from './picture-size.ts'

/** Which share of the window's picture an element is: all from 0 to 1. */
export function shareOfWindow(
  element: Pick<Element, 'getBoundingClientRect'>,
  { innerWidth, innerHeight }: Pick<Window, 'innerWidth' | 'innerHeight'> = window,
): Rectangle {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const x = clamp(left / innerWidth)
  const y = clamp(top / innerHeight)
  return { x, y, width: clamp(right / innerWidth) - x, height: clamp(bottom / innerHeight) - y }
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))
