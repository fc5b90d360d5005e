import { marks, take, type Mark } from './marks.ts'

/** A chart on the page, as a contestant. */
export interface Contestant {
  /** Adds marks and brings them onto the screen, as far as that is done within the frame's callback. */
  frame(added: readonly Mark[], timeMs: number): void
  close(): void
}

/** Opens a chart in an element, with its first marks. */
export type Open = (root: HTMLElement, first: readonly Mark[]) => Contestant

export interface Measured {
  /** From the frame's start until it was painted: all scripts, style, layout, painting of the main thread. */
  readonly costMs: readonly number[]
  /** Of that, the callback and what React and the chart put off to the end of it. */
  readonly scriptMs: readonly number[]
  /** From the start of a frame to that of the next one. */
  readonly intervalMs: readonly number[]
}

export interface Round {
  /** Marks in the middle of the round. */
  readonly marks: number
  readonly frames: number
  /** New marks in each frame. */
  readonly added: number
  /** Frames after opening that are not measured: code is compiled, fonts come. */
  readonly warmUp: number
}

/** Opens a chart, adds marks to it in each frame and closes it again. */
export async function measure(open: Open, { marks: middle, frames, added, warmUp }: Round): Promise<Measured> {
  const source = marks()
  const root = document.createElement('div')
  document.body.append(root)
  const contestant = open(root, take(source, Math.max(0, middle - Math.round((frames / 2 + warmUp) * added))))
  const [costMs, scriptMs, intervalMs]: [number[], number[], number[]] = [[], [], []]
  let lastMs: number | null = null
  try {
    for (let frame = -warmUp; frame < frames; frame++) {
      const news = take(source, added)
      const { startMs, scriptEndMs, endMs } = await oneFrame((timeMs) => contestant.frame(news, timeMs))
      if (frame >= 0) {
        costMs.push(endMs - startMs)
        scriptMs.push(scriptEndMs - startMs)
        if (lastMs !== null) intervalMs.push(startMs - lastMs)
      }
      lastMs = startMs
    }
  } finally {
    contestant.close()
    root.remove()
  }
  return { costMs, scriptMs, intervalMs }
}

interface FrameTimes {
  readonly startMs: number
  readonly scriptEndMs: number
  readonly endMs: number
}

/**
 * A message that is posted while a frame's callbacks run arrives when the main thread has styled, laid out and painted
 * that frame; a microtask of the last callback runs after those that React and uPlot asked for in it.
 */
function oneFrame(work: (timeMs: number) => void): Promise<FrameTimes> {
  return new Promise((resolve, reject) => {
    requestAnimationFrame((timeMs) => {
      const startMs = performance.now()
      let scriptEndMs = startMs
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        const endMs = performance.now()
        port1.close()
        resolve({ startMs, scriptEndMs, endMs })
      }
      try {
        work(timeMs)
      } catch (error) {
        port1.close()
        reject(error instanceof Error ? error : new Error(String(error)))
        return
      }
      queueMicrotask(() => {
        scriptEndMs = performance.now()
      })
      port2.postMessage(null)
    })
  })
}
