import type { ReactNode } from 'react'
import { Bar, Box, Dot, Item, Way } from './marks.tsx'

const TILES = (
  <>
    {[0, 1, 2].map((row) =>
      [0, 1, 2].map((column) => (
        <rect
          key={`${row}${column}`}
          x={2.4 + column * 6.6}
          y={2.4 + row * 6.6}
          width={6}
          height={6}
          rx={1.2}
          fill={row * 3 + column < 6 ? `var(--w${(row * 2 + column) % 4})` : 'none'}
          stroke="currentColor"
          strokeWidth={row * 3 + column < 6 ? 0 : 1.1}
        />
      )),
    )}
  </>
)

/** Presets that show something other than their technique. One that is not here wears its technique's glyph. */
export const PRESET_GLYPHS: Readonly<Record<string, ReactNode>> = {
  'own-task': (
    <>
      <Way d="M8 4 H5 Q3.5 4 3.5 5.5 V10 Q3.5 12 2 12 Q3.5 12 3.5 14 V18.5 Q3.5 20 5 20 H8" />
      <Way d="M16 4 H19 Q20.5 4 20.5 5.5 V10 Q20.5 12 22 12 Q20.5 12 20.5 14 V18.5 Q20.5 20 19 20 H16" />
      <Bar x={7} y={7.2} w={10} n={0} />
      <Bar x={7} y={13.4} w={6.5} n={1} />
    </>
  ),
  oversubscription: (
    <>
      {[0, 1, 2, 3, 4, 5, 6, 7].map((n) => (
        <Bar key={n} x={2} y={2 + n * 2.6} w={14 + ((n * 5) % 7)} h={1.7} n={n} />
      ))}
    </>
  ),
  'head-of-line': (
    <>
      <Bar x={2} y={4.5} w={20} n={0} h={4.4} />
      <Way d="M2 12 H22" faint />
      {[4, 8, 12, 16, 20].map((x) => (
        <Item key={x} x={x} y={17} />
      ))}
    </>
  ),
  'completion-order': (
    <>
      <Bar x={2} y={4} w={20} n={0} />
      <Bar x={2} y={10.5} w={4} n={1} />
      <Bar x={7.4} y={10.5} w={4} n={1} />
      <Bar x={2} y={17} w={5} n={2} />
      <Bar x={8.4} y={17} w={3} n={2} />
    </>
  ),
  'unbounded-queue': (
    <>
      <Way d="M2.6 3 V21 H21.6" />
      <path d="M4.4 19.4 L20 5 V19.4 Z" fill="var(--w0)" opacity={0.35} />
      <Way d="M4.4 19 L20 4.6" />
    </>
  ),
  'bounded-queue': (
    <>
      <Way d="M2.6 3 V21 H21.6" />
      <path d="M4.4 19.4 V16 L9.6 10.6 H20 V19.4 Z" fill="var(--w0)" opacity={0.35} />
      <Way d="M4.4 15.8 L9.6 10.4 H20" />
      <Way d="M5 6.6 H7 M10 6.6 H12 M15 6.6 H17" faint />
    </>
  ),
  'crashing-workers': (
    <>
      <Box x={2} y={3.4} w={20} h={7} />
      <Box x={2} y={13.6} w={20} h={7} />
      <Bar x={4.4} y={5.8} w={6} h={2.4} n={0} />
      <path d="M13 5 L16 8.8 M16 5 L13 8.8" stroke="var(--bad)" strokeWidth={1.6} strokeLinecap="round" />
      <Bar x={4.4} y={16} w={13} h={2.4} n={1} />
    </>
  ),
  'transfer-cost': (
    <>
      <Box x={2} y={6} w={6} h={12} />
      <Box x={16} y={6} w={6} h={12} />
      <Way d="M9.6 9.6 H14.4 M14.4 14.4 H9.6" />
      <Dot x={5} y={12} n={0} r={1.6} />
      <Dot x={19} y={12} n={1} r={1.6} />
    </>
  ),
  'cold-start': (
    <>
      <Way d="M2 7 H11 M2 17 H14" faint />
      <Bar x={12} y={5} w={10} n={0} h={4} />
      <Bar x={15} y={15} w={7} n={1} h={4} />
    </>
  ),
  'blocked-loop': (
    <>
      <Way d="M12 3.4 A8.6 8.6 0 1 1 5.2 6.8" />
      <rect x={8.4} y={8.4} width={7.2} height={7.2} rx={1.6} fill="var(--w1)" />
    </>
  ),
  'lost-sentinel': (
    <>
      <Box x={2} y={8.4} w={9} h={7.2} />
      <Dot x={18} y={6.6} n={1} r={2.6} />
      <circle cx={18} cy={17.4} r={2.6} fill="none" stroke="var(--w2)" strokeWidth={1.5} strokeDasharray="2 1.6" />
      <Way d="M12.6 11 L14.8 8.6" />
      <Way d="M12.6 13 L14.8 15.4" faint />
    </>
  ),
  mandelbrot: TILES,
  'mandelbrot-processes': TILES,
  'file-hashing': (
    <>
      <Way d="M4 2.8 H12 L16 6.8 V21.2 H4 Z" />
      <Bar x={6.6} y={10} w={6.8} n={0} h={2.4} />
      <Bar x={6.6} y={14.4} w={4.6} n={1} h={2.4} />
      <Way d="M19 9 V19 M22 9 V19 M17.6 12.4 H23 M17.6 16 H23" faint />
    </>
  ),
  'file-compression': (
    <>
      <Way d="M4 2.8 H12 L16 6.8 V21.2 H4 Z" />
      <Way d="M10 5.4 V18.6" faint />
      <Bar x={6.6} y={9} w={6.8} n={0} h={2.4} />
      <Bar x={7.6} y={13.4} w={4.8} n={1} h={2.4} />
      <Way d="M22 6 L19.4 9.4 M22 18 L19.4 14.6 M17.8 12 H22" faint />
    </>
  ),
}
