import { describe, expect, it } from 'vitest'
import { wholeRunAxis } from '../../../renderer/charts/axis.ts'
import { shownWindow, timeScale } from '../../../renderer/charts/time-scale.ts'
import { fitWindow, panWindow, resizeWindow, windowAfterKey, zoomWindow } from '../../../renderer/charts/time-window.ts'
import { rangeBetween, windowAfterWheel } from '../../../renderer/charts/timeline-gestures.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { ViewStore } from '../../../renderer/stores/view-store.ts'
import { batch } from './batches.ts'

const WHOLE_MS = 1000
const window = { fromMs: 200, toMs: 400 }

describe('the part of the time that charts show', () => {
  it('zooms around a time that stays where it is', () => {
    expect(zoomWindow(window, 250, 0.5, WHOLE_MS)).toEqual({ fromMs: 225, toMs: 325 })
    expect(zoomWindow(window, 200, 2, WHOLE_MS)).toEqual({ fromMs: 200, toMs: 600 })
  })

  it('is all of the run when it would be larger, and never less than clocks tell', () => {
    expect(zoomWindow(window, 300, 10, WHOLE_MS)).toBeNull()
    const deep = zoomWindow({ fromMs: 5, toMs: 5.00001 }, 5, 0.1, WHOLE_MS)
    expect((deep?.toMs ?? 0) - (deep?.fromMs ?? 0)).toBeCloseTo(0.02)
  })

  it('pans as far as the run goes, and keeps its length', () => {
    expect(panWindow(window, -500, WHOLE_MS)).toEqual({ fromMs: 0, toMs: 200 })
    expect(panWindow(window, 5000, WHOLE_MS)).toEqual({ fromMs: 800, toMs: 1000 })
    expect(fitWindow({ fromMs: -10, toMs: 90 }, WHOLE_MS)).toEqual({ fromMs: 0, toMs: 100 })
  })

  it('has ends that can be moved, but not past each other', () => {
    expect(resizeWindow(window, 'fromMs', 100, WHOLE_MS)).toEqual({ fromMs: 100, toMs: 400 })
    expect(resizeWindow(window, 'toMs', 2000, WHOLE_MS)).toEqual({ fromMs: 200, toMs: 1000 })
    expect(resizeWindow(window, 'fromMs', 900, WHOLE_MS)?.toMs).toBeCloseTo(400)
  })

  it('obeys keys, large or small letters, and no others', () => {
    expect(windowAfterKey('D', window, WHOLE_MS)).toEqual({ fromMs: 230, toMs: 430 })
    expect(windowAfterKey('ArrowLeft', window, WHOLE_MS)).toEqual({ fromMs: 170, toMs: 370 })
    expect(windowAfterKey('w', window, WHOLE_MS)?.fromMs).toBeCloseTo(300 - 100 / 1.5)
    expect(windowAfterKey('s', window, WHOLE_MS)).toEqual({ fromMs: 150, toMs: 450 })
    expect(windowAfterKey('End', window, WHOLE_MS)).toEqual({ fromMs: 800, toMs: 1000 })
    expect(windowAfterKey('0', window, WHOLE_MS)).toBeNull()
    expect(windowAfterKey('x', window, WHOLE_MS)).toBeUndefined()
  })

  it('zooms by the wheel, pans by a sideways one, and zooms by a pinch', () => {
    const wheel = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, shiftKey: false }
    const after = (given: Partial<typeof wheel>) => windowAfterWheel({ ...wheel, ...given }, window, 300, 100, WHOLE_MS)
    const spanMs = (given: Partial<typeof wheel>) => (after(given)?.toMs ?? NaN) - (after(given)?.fromMs ?? NaN)
    expect(spanMs({ deltaY: -100 })).toBeLessThan(200)
    expect(spanMs({ deltaY: 100 })).toBeGreaterThan(200)
    expect(spanMs({ deltaY: 3, deltaMode: 1 })).toBeGreaterThan(spanMs({ deltaY: 3 }))
    expect(after({ deltaX: 50 })).toEqual({ fromMs: 300, toMs: 500 })
    expect(after({ deltaY: 50, shiftKey: true })).toEqual({ fromMs: 300, toMs: 500 })
    expect(spanMs({ deltaX: 9, deltaY: -5, ctrlKey: true })).toBeLessThan(200)
  })

  it('selects what lies between two places, as far as the run has come', () => {
    expect(rangeBetween(300, 100, 200)).toEqual({ fromMs: 100, toMs: 200 })
    expect(rangeBetween(-50, 20, 200)).toEqual({ fromMs: 0, toMs: 20 })
    expect(rangeBetween(300, 400, 200)).toBeNull()
  })
})

describe('the view that charts share', () => {
  const run = new RunModel()
  run.apply(batch(0, { atMs: 30_000 }))

  it('follows the run until a window is chosen, and again when it is given back', () => {
    const view = new ViewStore(() => undefined)
    const whole = timeScale(run, view)
    const newest = timeScale(run, view, () => ({ ...wholeRunAxis(run), key: 'ago', lo: -10_000, hi: 0 }))
    expect(shownWindow(whole)).toEqual({ fromMs: 0, toMs: 30_000 })
    expect(shownWindow(newest)).toEqual({ fromMs: 20_000, toMs: 30_000 })
    view.setWindow(window)
    expect([shownWindow(whole), shownWindow(newest)]).toEqual([window, window])
    expect(whole.axis()).toBe(whole.axis())
    view.setWindow(null)
    expect(shownWindow(newest).fromMs).toBe(20_000)
  })

  it('tells of another window or selection once, and of the crosshair apart', () => {
    let [told, crosshair, frames] = [0, 0, 0]
    const view = new ViewStore(() => frames++)
    view.subscribe(() => told++)
    view.onCrosshair(() => crosshair++)
    view.setWindow(window)
    view.setWindow({ ...window })
    view.select({ taskRow: 3 })
    view.setCrosshair(5)
    view.setCrosshair(5)
    expect([told, crosshair, frames, view.version]).toEqual([2, 1, 2, 2])
    view.reset()
    expect([view.window, view.selection, view.crosshairMs]).toEqual([null, null, null])
  })
})
