import type { ChartRun } from '../data.ts'
import { formatCount, formatShare } from '../format.ts'
import { leftOut, MAX_ROWS, type TableTeller } from './table.ts'

/** Who computed how much of the picture. */
export function pictureTable(run: ChartRun): TableTeller {
  return () => {
    const { tiles, width, height } = run.picture ?? { tiles: [], width: 0, height: 0 }
    const byWorker = new Map<number, { tiles: number; pixels: number }>()
    for (const { worker, width: wide, height: high } of tiles) {
      const { tiles: count, pixels } = byWorker.get(worker) ?? { tiles: 0, pixels: 0 }
      byWorker.set(worker, { tiles: count + 1, pixels: pixels + wide * high })
    }
    const all = width * height
    const workers = [...byWorker].sort(([a], [b]) => a - b)
    const rows = workers.slice(0, MAX_ROWS).map(([worker, done]) => [
      run.workers[worker]?.id ?? `worker ${worker}`,
      formatCount(done.tiles),
      formatCount(done.pixels),
      formatShare(all > 0 ? done.pixels / all : null),
    ])
    const size = `${formatCount(width)} x ${formatCount(height)} pixels`
    return {
      caption: `Picture of ${size}: ${formatCount(tiles.length)} tiles so far${leftOut(workers.length - rows.length, 'workers')}`,
      columns: ['Worker', 'Tiles', 'Pixels', 'Share of the picture'],
      rows,
    }
  }
}
