import { CpuBins, MAX_SERIES, stackPlace } from '../cpu-stack.ts'
import type { ChartRun } from '../data.ts'
import { formatCores, NOT_MEASURED } from '../format.ts'
import { lowerBound } from '../rows.ts'
import { stepsOf, stepStart, stepWords, toldWindow, windowWords, type TableTeller } from './table.ts'

/** Samples before the part told that are read, too: the first ones in it speak for the time since those. */
const LOOK_BACK_MS = 5000

/** Cores in use by each worker, by all of them, and by the app, as a mean of each step. */
export function cpuUseTable(run: ChartRun): TableTeller {
  return (window) => {
    const told = toldWindow(run, window)
    const steps = stepsOf(told)
    const { samples } = run.tables
    const workers = run.workers.length
    const span = [steps.fromMs, steps.fromMs + Math.max(1, steps.count) * steps.stepMs] as const
    const bins = new CpuBins(
      Math.max(1, steps.count),
      span,
      (worker) => run.workers[worker]?.startedMs ?? 0,
      (worker) => stackPlace(worker, workers),
    )
    bins.add(samples, lowerBound(samples.columns.atMs, samples.length, steps.fromMs - LOOK_BACK_MS))
    const crowded = workers > MAX_SERIES
    const places = run.workers.flatMap((worker, place) => (worker === undefined || place >= MAX_SERIES ? [] : [{ place, id: worker.id }]))
    const names = places.map(({ place, id }) => (crowded && place === MAX_SERIES - 1 ? `${workers - place} others` : id))
    const rows = Array.from({ length: bins.known }, (_, step) => {
      const used = places.map(({ place }) => bins.cores(place, step))
      const app = bins.appCores(step)
      const together = used.reduce((sum, cores) => sum + cores, 0)
      return [stepStart(steps, step), ...[...used, together].map(formatCores), app === null ? NOT_MEASURED : formatCores(app)]
    })
    const limit = run.info === null ? '' : ` (there are ${run.info.machine.cores})`
    return {
      caption: `CPU use in cores${limit}, ${windowWords(told)}, ${stepWords(steps)}`,
      columns: ['From', ...names, 'workers together', 'this app'],
      rows,
    }
  }
}
