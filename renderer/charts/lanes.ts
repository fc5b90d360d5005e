import type { WorkerInfo } from '../../workloads/contract/index.ts'
import type { Axis } from './axis.ts'
import type { ChartRun } from './data.ts'
import { PX_PER_Y_TICK } from './plot-area.ts'
import { headedProcesses, processesOf } from './processes.ts'

/** More lanes than this are too thin to tell apart: workers then share lanes. */
export const MAX_LANES = 96
/** Lanes of one row get at least this many pixels of the axis for each label. */
const PX_PER_LABEL = 15
/** A process' line, and what the timeline usually has for lanes: its height follows from these. */
const HEADER_PX = 15
const PX_PER_LANE = 18
const LEAST_PX = 150
const MOST_LANES = 24

/** One worker's part of the timeline, or that of a few workers that share it. */
export interface Lane {
  readonly label: string
  /** The first of its workers; its colour is the lane's when there is only one. */
  readonly worker: number
  readonly workers: number
  /** Rows of bars in the lane. */
  readonly rows: number
  /** Rows of all lanes above. */
  readonly top: number
  /** The same with the lines of processes: where the lane lies. */
  readonly at: number
}

/** The line of a process above its lanes. */
export interface LaneHeader {
  readonly label: string
  /** Rows and lines above. */
  readonly at: number
}

export interface Lanes {
  readonly key: string
  readonly all: readonly Lane[]
  /** Rows of all lanes together. */
  readonly rows: number
  readonly headers: readonly LaneHeader[]
  /** Of a header, in rows. */
  readonly headerRows: number
  /** Rows and lines of all together, and what is left empty below them. */
  readonly height: number
  /** By worker index: the lane, or -1 for a worker without one (the run's own server). */
  readonly ofWorker: readonly number[]
}

/**
 * Lanes for the workers of a run, by process; `slotsOf` tells how many bars a worker may have side by side.
 * @param leastHeight beside a run with more, rows are left empty, so that those of both are of one height
 */
export function lanesOf(run: ChartRun, slotsOf: (worker: number) => number, leastHeight = 0): Lanes {
  const groups = processesOf(run.workers)
  const shown = groups.reduce((sum, { workers }) => sum + workers.length, 0)
  const perLane = Math.ceil(shown / MAX_LANES)
  const headed = headedProcesses(groups)
  // Where processes share lanes, a line would name one of them only.
  const parts =
    perLane > 1 && groups.length > 1
      ? [{ label: '', workers: groups.flatMap(({ workers }) => workers), head: false }]
      : groups.map((group) => ({ ...group, head: headed.has(group) }))
  const rowsOf = (members: readonly WorkerInfo[]): number => Math.max(...members.map(({ index }) => slotsOf(index)))
  const members = parts.map(({ workers }) => chunks(workers, perLane))
  const rows = members.flat().reduce((sum, some) => sum + rowsOf(some), 0)
  const headerRows = headerHeight(rows, members.flat().length, parts.filter(({ head }) => head).length)
  const all: Lane[] = []
  const headers: LaneHeader[] = []
  const ofWorker: number[] = run.workers.map(() => -1)
  let top = 0
  parts.forEach(({ label, head }, part) => {
    if (head) headers.push({ label, at: top + headers.length * headerRows })
    for (const some of members[part] ?? []) {
      const [first] = some
      if (first === undefined) continue
      for (const { index } of some) ofWorker[index] = all.length
      const name = some.length > 1 ? `${first.id} +${some.length - 1}` : first.id
      const high = rowsOf(some)
      all.push({ label: name, worker: first.index, workers: some.length, rows: high, top, at: top + headers.length * headerRows })
      top += high
    }
  })
  const own = rows + headers.length * headerRows
  const height = rows === 0 ? 0 : Math.max(own, leastHeight)
  const key = [height, ...headers.map(({ label, at }) => `${label}@${at}`), ...all.map((lane) => `${lane.label}*${lane.rows}`)].join()
  return { key, all, rows, headers, headerRows, height, ofWorker }
}

/** As many rows as make a line readable where lanes have their usual room. */
function headerHeight(rows: number, lanes: number, headers: number): number {
  const lanesPx = Math.max(LEAST_PX - headers * HEADER_PX, Math.min(lanes, MOST_LANES) * PX_PER_LANE)
  return (rows * HEADER_PX) / lanesPx
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / Math.max(1, size)) }, (_, at) => all.slice(at * size, (at + 1) * size))

/** The lanes as an axis: row 0 at the top, labels at the middle of as many lanes as have room for one. */
export function laneAxis({ key, all, height }: Lanes): Axis {
  const hi = Math.max(1, height)
  const middle = (lane: Lane): number => hi - lane.at - lane.rows / 2
  return {
    key: `lanes ${key}`,
    lo: 0,
    hi,
    ticks(count) {
      const room = (count * PX_PER_Y_TICK) / PX_PER_LABEL
      const every = Math.max(1, Math.ceil(all.length / room))
      return all.filter((_, index) => index % every === 0).map(middle)
    },
    format: (value) => all.find((lane) => middle(lane) === value)?.label ?? '',
  }
}
