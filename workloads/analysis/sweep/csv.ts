import type { Estimate } from '../../contract/sweep.ts'
import type { SweepMeasured } from '../../contract/sweep-request.ts'

type Cell = string | number | null
type Row = Readonly<Record<string, Cell>>

const NO_ESTIMATE: Readonly<Record<keyof Estimate, null>> = { mean: null, low: null, high: null }

/** The points of a sweep as comma-separated values (RFC 4180) with names in the first line; empty: not measured. */
export function sweepCsv(measured: SweepMeasured): string {
  const rows = rowsOf(measured)
  const names = Object.keys(rows[0] ?? {})
  const lines = [names.map(inSnakeCase), ...rows.map((row) => names.map((name) => row[name] ?? ''))]
  // No cell has a comma, a quote or a line end: numbers and names of models.
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

function rowsOf(measured: SweepMeasured): Row[] {
  switch (measured.kind) {
    case 'sizes':
      return measured.result.points.map(({ as, workers, runs, throughput, maxRssBytes, failedTasks, intervals }) => ({
        ...{ as, workers, runs },
        ...columns('throughputPerSecond', throughput),
        ...columns('p95Ms', intervals.p95Ms),
        ...columns('cpuMs', intervals.cpuMs),
        ...columns('peakMemoryBytes', intervals.peakMemoryBytes),
        ...{ maxRssBytes, failedTasks },
      }))
    case 'rates':
      return measured.result.points.map(({ throughput, p95Ms, mmcReason: _reason, ...point }) => ({
        ...point,
        ...columns('throughputPerSecond', throughput),
        ...columns('p95Ms', p95Ms),
      }))
    case 'watching': {
      const { pairs, cost, appCpuMs } = measured.result
      const { differenceMs = null, differencePercent = null, onMs = null, offMs = null } = cost ?? {}
      return [{ pairs, onMs, offMs, ...columns('differenceMs', differenceMs), ...columns('differencePercent', differencePercent), appCpuMs }]
    }
  }
}

/** As in the other files of comma-separated values: `p95MsLow` is `p95_ms_low`. */
const inSnakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function columns(name: string, estimate: Estimate | null): Row {
  const { mean, low, high } = estimate ?? NO_ESTIMATE
  return { [name]: mean, [`${name}Low`]: low, [`${name}High`]: high }
}
