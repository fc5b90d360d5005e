import { describe, expect, it } from 'vitest'
import { markersOf } from '../../../renderer/stores/played.ts'
import { Player } from '../../../renderer/stores/player.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts } from './batches.ts'

const task = (id: number, receivedMs: number) => ({ id, startedMs: receivedMs - 5, finishedMs: receivedMs, receivedMs })

/** Four tasks that end at 40, 80, 80 and 170 ms of 300, a warning at 90, an error at 200. */
function aRun(state: 'running' | 'finished' = 'finished'): RunModel {
  const run = new RunModel()
  const entry = (atMs: number, level: 'warning' | 'error' | 'info') => ({ atMs, level, text: level, worker: null })
  run.apply(batch(0, { counts: counts({ submitted: 4 }), log: [entry(0, 'info')] }))
  const first = [task(0, 40), task(1, 80), task(2, 80)]
  run.apply(batch(1, { counts: counts({ submitted: 4, ok: 3 }), log: [entry(90, 'warning')] }, { tasks: first }))
  const log = [entry(200, 'error')]
  run.apply(batch(3, { state, counts: counts({ submitted: 4, ok: 4 }), log }, { tasks: [task(3, 170)] }))
  return run
}

function playing(run = aRun()) {
  let next: ((timeMs: number) => void) | null = null
  const shown = { run, changes: 0 }
  const source = {
    requestAnimationFrame: (callback: (timeMs: number) => void) => {
      next = callback
      return 1
    },
    cancelAnimationFrame: () => void (next = null),
  }
  const player = new Player(() => [shown.run], source, () => shown.changes++)
  player.reset()
  const frame = (timeMs: number): void => {
    const callback = next
    next = null
    callback?.(timeMs)
  }
  return { player, shown, frame, runs: () => next !== null, mode: () => player.store.getState().mode }
}

describe('a replay', () => {
  it('plays from the start to the end at its speed, and rests there', () => {
    const { player, shown, frame, runs, mode } = playing()
    expect(mode()).toBe('following')
    player.setSpeed(2)
    player.play()
    expect([shown.run.nowMs, mode()]).toEqual([0, 'playing'])
    frame(1000)
    frame(1030)
    expect([shown.run.nowMs, shown.run.ended]).toEqual([60, 1])
    frame(1080)
    frame(1200)
    expect([shown.run.nowMs, shown.run.ended, mode(), runs()]).toEqual([300, 4, 'following', false])
    expect(shown.changes).toBeGreaterThan(3)
  })

  it('slows down to a tenth, and after a hidden tab goes on where it was', () => {
    const { player, shown, frame } = playing()
    player.setSpeed(0.1)
    player.play()
    frame(0)
    frame(100)
    expect(shown.run.nowMs).toBeCloseTo(10)
    frame(60_000)
    expect(shown.run.nowMs).toBeCloseTo(35)
  })

  it('begins again at the end when it is to loop', () => {
    const { player, shown, frame, mode } = playing()
    player.setLoop(true)
    player.seek(250)
    player.play()
    frame(0)
    frame(100)
    expect([shown.run.nowMs, mode()]).toEqual([0, 'playing'])
  })

  it('pauses and goes on', () => {
    const { player, shown, frame, runs, mode } = playing()
    player.play()
    frame(0)
    frame(50)
    player.toggle()
    expect([shown.run.nowMs, mode(), runs()]).toEqual([50, 'paused', false])
    player.toggle()
    frame(500)
    frame(520)
    expect([shown.run.nowMs, mode()]).toEqual([70, 'playing'])
  })

  it('steps from end to end of tasks; ends at the same time are one step', () => {
    const { player, shown } = playing()
    player.seek(0)
    const seen = [1, 1, 1, 1, 1].map((by) => {
      player.step(by as 1)
      return shown.run.nowMs
    })
    expect(seen).toEqual([40, 80, 170, 300, 300])
    const back = [-1, -1, -1, -1].map((by) => {
      player.step(by as -1)
      return shown.run.nowMs
    })
    expect(back).toEqual([170, 80, 40, 0])
  })

  it('jumps to warnings and errors, to the start and to the end', () => {
    const { player, shown } = playing()
    expect(markersOf([shown.run]).map(({ atMs, level }) => [atMs, level])).toEqual([[90, 'warning'], [200, 'error']])
    const there = [-1, -1, -1, -1].map((by) => {
      player.jump(by as -1)
      return shown.run.nowMs
    })
    expect(there).toEqual([200, 90, 0, 0])
    const on = [1, 1, 1].map((by) => {
      player.jump(by as 1)
      return shown.run.nowMs
    })
    expect(on).toEqual([90, 200, 300])
  })

  it('pauses the view of a run that goes on, and follows it again', () => {
    const { player, shown, mode } = playing(aRun('running'))
    player.toggle()
    expect([mode(), shown.run.nowMs]).toEqual(['paused', 300])
    shown.run.apply(batch(4, { counts: counts({ submitted: 5, ok: 4 }) }))
    expect([shown.run.nowMs, shown.run.endMs]).toEqual([300, 400])
    player.seek(100)
    shown.run.apply(batch(5, { counts: counts({ submitted: 5, ok: 5 }) }, { tasks: [task(4, 490)] }))
    expect([shown.run.nowMs, shown.run.endMs]).toEqual([100, 500])
    player.follow()
    expect([shown.run.nowMs, shown.run.ended, mode()]).toEqual([500, 5, 'following'])
  })

  it('starts over with another run, and only with another', () => {
    const { player, shown, mode } = playing()
    player.seek(100)
    player.reset()
    expect(mode()).toBe('paused')
    shown.run = aRun()
    player.reset()
    expect(mode()).toBe('following')
    player.play()
    shown.run.apply(batch(0, { runId: 'next' }))
    player.reset()
    expect(mode()).toBe('following')
  })

  it('has nothing to play before there is a run', () => {
    const { player, runs, mode } = playing(new RunModel())
    player.play()
    player.step(1)
    expect([runs(), mode()]).toEqual([false, 'following'])
  })
})

describe('two runs side by side', () => {
  /** One of 300 ms, and one of 50 ms with a task that ends at 20 ms. */
  function both() {
    const short = new RunModel()
    short.apply(batch(0, { counts: counts({ submitted: 1 }) }))
    short.apply(batch(1, { atMs: 50, state: 'finished', counts: counts({ submitted: 1, ok: 1 }) }, { tasks: [task(0, 20)] }))
    const long = aRun()
    let next: ((timeMs: number) => void) | null = null
    const source = { requestAnimationFrame: (callback: (timeMs: number) => void) => ((next = callback), 1), cancelAnimationFrame: () => undefined }
    const player = new Player(() => [long, short], source, () => undefined)
    player.reset()
    return { player, long, short, frame: (timeMs: number) => next?.(timeMs) }
  }

  it('are moved together, each up to its own end', () => {
    const { player, long, short } = both()
    player.seek(30)
    expect([long.nowMs, short.nowMs, long.ended, short.ended]).toEqual([30, 30, 0, 1])
    player.seek(200)
    expect([long.nowMs, short.nowMs]).toEqual([200, 50])
    player.seek(0)
    expect([long.nowMs, short.nowMs]).toEqual([0, 0])
  })

  it('play on one clock until the longer one ends', () => {
    const { player, long, short, frame } = both()
    player.play()
    frame(0)
    frame(40)
    expect([long.nowMs, short.nowMs]).toEqual([40, 40])
    frame(140)
    expect([long.nowMs, short.nowMs, player.store.getState().mode]).toEqual([140, 50, 'playing'])
    frame(390)
    expect([long.nowMs, short.nowMs, player.store.getState().mode]).toEqual([300, 50, 'following'])
  })

  it('step from task to task of either', () => {
    const { player, long } = both()
    player.seek(0)
    const on = [1, 1, 1].map((by) => {
      player.step(by as 1)
      return long.nowMs
    })
    expect(on).toEqual([20, 40, 80])
    player.step(-1)
    player.step(-1)
    expect(long.nowMs).toBe(20)
  })
})
