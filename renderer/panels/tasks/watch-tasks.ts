import type { ChartRun, Frames } from '../../charts/data.ts'
import { findTasks, type TaskQuery, type TaskRows } from './task-rows.ts'

/** A table is read, not watched. */
const HZ = 4
/** Longest time in one go. Leaves most of a frame to the charts. */
const SLICE_MS = 5
/** Rests so many times as long as it worked: sorting a million rows again and again must not slow the run it shows. */
const REST = 9

/** What is needed of a run model; `generation` changes when another run begins. */
export type WatchedRun = ChartRun & { readonly generation: number }

/**
 * Keeps what a query finds up to date while the run goes on, or a replay goes back and forth: calls `tell` with each new
 * result. Works in slices. The returned function ends it.
 */
export function watchTasks(run: WatchedRun, frames: Frames, query: TaskQuery, tell: (rows: TaskRows) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let told = ''
  const look = (): void => {
    timer = null
    const key = keyOf(run)
    if (key === told) return
    told = key
    const beganMs = performance.now()
    const steps = findTasks(run, query)
    const slice = (): void => {
      const untilMs = performance.now() + SLICE_MS
      do {
        const step = steps.next()
        if (step.done === true) {
          if (step.value.base === run.tables.tasks.dropped) tell(step.value)
          else told = ''
          timer = setTimeout(look, REST * (performance.now() - beganMs))
          return
        }
      } while (performance.now() < untilMs)
      timer = setTimeout(slice, 0)
    }
    slice()
  }
  // While it works or rests it will look again by itself.
  const stop = frames.onTick(HZ, () => {
    if (timer === null) look()
  })
  look()
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}

/** Rows of a run never change, so that these tell whether there are others. */
function keyOf({ generation, tables: { tasks } }: WatchedRun): string {
  return `${generation} ${tasks.dropped} ${tasks.length}`
}
