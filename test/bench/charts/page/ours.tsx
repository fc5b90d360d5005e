import { createRoot } from 'react-dom/client'
import { CompletionOrderChart } from '../../../../renderer/charts/index.ts'
import { FrameScheduler, RunModel, ViewStore } from '../../../../renderer/stores/index.ts'
import { batchMaker } from './marks.ts'
import type { Open } from './measure.ts'

/** The app's own chart, fed by its own model; the frame's callback is the one loop that all charts share. */
export const openOurs: Open = (root, first) => {
  const run = new RunModel()
  const toBatch = batchMaker()
  run.apply(toBatch(first))
  let loop: ((timeMs: number) => void) | null = null
  const frames = new FrameScheduler({
    requestAnimationFrame(callback) {
      loop = callback
      return 1
    },
    cancelAnimationFrame() {
      loop = null
    },
  })
  const view = new ViewStore(() => frames.invalidate())
  const react = createRoot(root)
  react.render(
    <div className="plot">
      <CompletionOrderChart run={run} frames={frames} view={view} mode="displacement" />
    </div>,
  )
  return {
    frame(added, timeMs) {
      run.apply(toBatch(added))
      frames.invalidate()
      loop?.(timeMs)
    },
    close() {
      react.unmount()
      frames.close()
    },
  }
}
