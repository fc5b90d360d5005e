/** Shapes of points, told apart without colour. */
export const POINT_MARKS = ['circle', 'square', 'diamond', 'triangle'] as const
export type PointMark = (typeof POINT_MARKS)[number]

type Corner = readonly [x: number, y: number]

/** Corners for a radius of 1, of shapes that look about equally large. */
const CORNERS: Readonly<Record<Exclude<PointMark, 'circle'>, readonly Corner[]>> = {
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
}

/** Corners of a mark in a box with sides of 2 around 0, for a polygon; null for a circle. */
export const pointCorners = (mark: PointMark): readonly Corner[] | null => (mark === 'circle' ? null : CORNERS[mark])

/** Fills a mark with the colour that is set. */
export function paintPoint(context: CanvasRenderingContext2D, mark: PointMark, [x, y]: Corner, radius: number): void {
  context.beginPath()
  const corners = pointCorners(mark)
  if (corners === null) context.arc(x, y, radius, 0, 2 * Math.PI)
  else corners.forEach(([dx, dy], i) => (i === 0 ? context.moveTo(x + dx * radius, y + dy * radius) : context.lineTo(x + dx * radius, y + dy * radius)))
  context.fill()
}
