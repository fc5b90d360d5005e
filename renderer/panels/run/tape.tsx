import { useEffect, useRef } from 'react'
import { shownRunState, useFrames, useRunValue, useSession, useShownRun, type RunModel } from '../../stores/index.ts'
import { formatClock } from '../../ui/words.ts'
import { BINS, TapeBins } from './tape-bins.ts'
import styles from './tape.module.css'

/** The run from its start, as bars of ended tasks; painted on a canvas, at most once per frame. */
export function Tape() {
  const run = useShownRun()
  const frames = useFrames()
  const canvas = useRef<HTMLCanvasElement>(null)
  const state = useSession(shownRunState)
  const seconds = useRunValue((model) => Math.floor(model.nowMs / 1000), 1)

  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const bins = new TapeBins()
    const stop = frames.onFrame(() => {
      bins.update(run.epoch, run.tables.tasks, run.nowMs)
      paint(element, bins, run)
    })
    const resized = new ResizeObserver(() => frames.invalidate())
    resized.observe(element)
    return () => {
      stop()
      resized.disconnect()
    }
  }, [run, frames])

  const label = state === 'idle' ? 'The tape of the run: empty' : `The tape of the run: ${formatClock(seconds * 1000)}`
  return (
    <div className={styles['tape']}>
      <canvas ref={canvas} role="img" aria-label={label} />
      {state === 'idle' && <p className={styles['hint']}>The run is taped here: tasks ended, over time.</p>}
    </div>
  )
}

function paint(canvas: HTMLCanvasElement, bins: TapeBins, run: RunModel): void {
  const { width, height } = canvas.getBoundingClientRect()
  const scale = window.devicePixelRatio
  const [deviceWidth, deviceHeight] = [Math.round(width * scale), Math.round(height * scale)]
  if (canvas.width !== deviceWidth || canvas.height !== deviceHeight) {
    canvas.width = deviceWidth
    canvas.height = deviceHeight
  }
  const context = canvas.getContext('2d')
  if (context === null) return
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.clearRect(0, 0, width, height)
  if (run.state === 'idle') return
  const style = getComputedStyle(canvas)
  const accent = style.getPropertyValue('--accent')
  const highest = bins.ended.reduce((most, count) => Math.max(most, count), 1)
  const step = width / BINS
  const gap = step > 3 ? 1 : 0
  const bars = (counts: Uint32Array, color: string, alpha: number): void => {
    context.fillStyle = color
    context.globalAlpha = alpha
    for (let i = 0; i < BINS; i++) {
      const count = counts[i] ?? 0
      if (count === 0) continue
      const tall = Math.max(1.5, (count / highest) * (height - 4))
      context.fillRect(i * step, height - tall, Math.max(1, step - gap), tall)
    }
  }
  bars(bins.ended, accent, 0.42)
  bars(bins.bad, style.getPropertyValue('--bad'), 1)
  context.globalAlpha = 1
  context.fillStyle = accent
  context.fillRect(Math.min(width - 2, (run.nowMs / bins.extentMs) * width), 0, 2, height)
}
