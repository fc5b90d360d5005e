/** The strokes that glyphs are made of, on a 24 x 24 grid. Workers are coloured, everything else is ink. */

interface At {
  readonly x: number
  readonly y: number
}

/** A worker, or a task it runs. */
export function Bar({ x, y, w, n, h = 3 }: At & { w: number; n: number; h?: number }) {
  return <rect x={x} y={y} width={w} height={h} rx={Math.min(1.5, h / 2)} fill={`var(--w${n})`} />
}

/** A process: what is inside shares nothing with what is outside. */
export function Box({ x, y, w, h }: At & { w: number; h: number }) {
  return <rect x={x} y={y} width={w} height={h} rx={2} fill="none" stroke="currentColor" strokeWidth={1.4} />
}

/** A task that waits. */
export function Item({ x, y, r = 1.35 }: At & { r?: number }) {
  return <rect x={x - r} y={y - r} width={2 * r} height={2 * r} rx={0.7} fill="currentColor" />
}

/** The way of a task. */
export function Way({ d, faint = false }: { d: string; faint?: boolean }) {
  return (
    <path d={d} fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinecap="round" opacity={faint ? 0.45 : 1} />
  )
}

/** A worker as a dot. */
export function Dot({ x, y, n, r = 2 }: At & { n: number; r?: number }) {
  return <circle cx={x} cy={y} r={r} fill={`var(--w${n})`} />
}
