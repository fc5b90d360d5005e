import type { RunSummary } from '#engine/contract/index.js'
import { summarize } from '#engine/analysis/index.js'
import { BatchReader } from '#engine/telemetry/batch-reader.js'
import { Recorder, type TileWithPixels } from '#engine/telemetry/recorder.js'

/** A clock that the test turns. It starts at 1000, so that a forgotten subtraction shows. */
export function handClock() {
  return {
    now: 1000,
    nowMs() {
      return this.now
    },
    setTimer: () => () => undefined,
  }
}

/** A recorder with readers, as a run has them, without anything that runs. */
export function watchedRun(taskCapacity = 1024, tileOf?: (output: unknown) => TileWithPixels | null) {
  const clock = handClock()
  const recorder = new Recorder({ clock, taskCapacity, ...(tileOf === undefined ? {} : { tileOf }) })
  const info = {
    runId: 'run-1',
    preset: 'threads',
    technique: 'threads',
    title: 'Threads',
    seed: 1,
    params: {},
    startedAt: '2026-11-22T12:00:00.000Z',
    expectedTasks: null,
    capacity: null,
    kinds: ['noop'],
    picture: null,
    machine: { cores: 2, platform: 'linux', node: 'v20', app: '0' },
  }
  const run = {
    info,
    recorder,
    state: 'running' as 'running' | 'finished',
    summary: null as RunSummary | null,
    openReader: () => new BatchReader(run),
  }
  const end = (): void => {
    const tasks = recorder.tasks.copy(recorder.tasks.firstRow, recorder.tasks.rows)
    const counts = { ...recorder.counts }
    run.summary = summarize({
      info,
      outcome: 'ok',
      tasks,
      counts,
      workers: recorder.workers.infos,
      appCpuMs: -1,
      maxQueueDepth: recorder.depthSeries.max,
      droppedTasks: recorder.tasks.firstRow,
    })
    run.state = 'finished'
  }
  return { clock, recorder, run, end }
}

type FiveTimes = readonly [number, number, number, number, number]

/** Submits, dispatches and ends a task at the times of the clock; `at` are milliseconds of the clock. */
export function runTask(recorder: Recorder, worker: number, at: FiveTimes): number {
  const [submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs] = at
  const task = recorder.taskSubmitted(submittedMs)
  recorder.tasksDispatched(1, dispatchedMs)
  recorder.taskEnded(task, worker, 0, 'ok', { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs }, undefined)
  return task
}
