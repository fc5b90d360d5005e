import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Mark } from './marks.ts'
import type { Open } from './measure.ts'
import { HEIGHT, WIDTH } from './size.ts'

const COLOR = '#3b5bdb'

/** Points only, of our marks' size, without outlines: the cheapest that uPlot's own points can be. */
export const openUplot: Open = (root, first) => {
  const ranks: number[] = []
  const places: number[] = []
  const add = (marks: readonly Mark[]): [number[], number[]] => {
    for (const { rank, id } of marks) {
      ranks.push(rank)
      places.push(id - rank)
    }
    return [ranks, places]
  }
  const points = { show: true, size: 2, width: 0, fill: COLOR }
  const chart = new uPlot(
    {
      width: WIDTH,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false } },
      series: [{}, { stroke: COLOR, paths: () => null, points }],
    },
    add(first),
    root,
  )
  return {
    frame: (added) => chart.setData(add(added)),
    close: () => chart.destroy(),
  }
}
