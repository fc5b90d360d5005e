import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { CartesianGrid, Scatter, ScatterChart, XAxis, YAxis } from 'recharts'
import type { Mark } from './marks.ts'
import type { Open } from './measure.ts'
import { HEIGHT, WIDTH } from './size.ts'

interface Point {
  readonly rank: number
  readonly places: number
}

/** recharts' own scatter, without animation and without a tooltip. */
export const openRecharts: Open = (root, first) => {
  let points: readonly Point[] = []
  const react = createRoot(root)
  const draw = (added: readonly Mark[]): void => {
    points = [...points, ...added.map(({ rank, id }) => ({ rank, places: id - rank }))]
    flushSync(() => react.render(<Chart points={points} />))
  }
  draw(first)
  return { frame: draw, close: () => react.unmount() }
}

function Chart({ points }: { points: readonly Point[] }) {
  return (
    <ScatterChart width={WIDTH} height={HEIGHT} accessibilityLayer={false}>
      <CartesianGrid vertical={false} />
      <XAxis type="number" dataKey="rank" domain={[0, 'dataMax']} />
      <YAxis type="number" dataKey="places" />
      <Scatter data={points} isAnimationActive={false} fill="#3b5bdb" />
    </ScatterChart>
  )
}
