import type { Axis } from './axis.ts'
import type { ChartRun } from './data.ts'

/** More lanes than this are too thin to tell apart: workers then share lanes. */
export const MAX_LANES = 96
/** Lanes of one row get at least this many pixels of the axis for each label. */
const PX_PER_LABEL = 15
const PX_PER_Y_TICK = 38

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
}

export interface Lanes {
  readonly key: string
  readonly all: readonly Lane[]
  /** Rows of all lanes together. */
  readonly rows: number
  /** By worker index: the lane, or -1 for a worker without one (the run's own server). */
  readonly ofWorker: readonly number[]
}

/**
 * Lanes for the workers of a run, in their order; `slotsOf` tells how many bars a worker may have side by side.
 * @param leastRows beside a run with more, rows are left empty, so that those of both are of one height
 */
export function lanesOf(run: ChartRun, slotsOf: (worker: number) => number, leastRows = 0): Lanes {
  const shown = run.workers.flatMap((worker) => (worker === undefined || worker.role === 'server' ? [] : [worker]))
  const perLane = Math.ceil(shown.length / MAX_LANES)
  const all: Lane[] = []
  const ofWorker: number[] = run.workers.map(() => -1)
  let top = 0
  for (let at = 0; at < shown.length; at += perLane) {
    const members = shown.slice(at, at + perLane)
    const [first] = members
    if (first === undefined) break
    const rows = Math.max(...members.map(({ index }) => slotsOf(index)))
    for (const { index } of members) ofWorker[index] = all.length
    const label = members.length > 1 ? `${first.id} +${members.length - 1}` : first.id
    all.push({ label, worker: first.index, workers: members.length, rows, top })
    top += rows
  }
  const rows = top === 0 ? 0 : Math.max(top, leastRows)
  return { key: `${rows} ${all.map((lane) => `${lane.label}*${lane.rows}`).join()}`, all, rows, ofWorker }
}

/** The lanes as an axis: row 0 at the top, labels at the middle of as many lanes as have room for one. */
export function laneAxis({ key, all, rows }: Lanes): Axis {
  const hi = Math.max(1, rows)
  const middle = (lane: Lane): number => hi - lane.top - lane.rows / 2
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
