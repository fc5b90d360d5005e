import type { Scene } from '../../workloads/analysis/index.ts'
import type { Frames, SharedView } from '../charts/index.ts'
import type { RunModel } from '../stores/index.ts'
import { Card, ComparedRuns, Question } from './overlays.tsx'
import { RunLine } from './run-line.tsx'
import { StagePanel } from './stage-panel.tsx'
import styles from './stage.module.css'

/** The stage is laid out in this many CSS pixels, and scaled to the screen or the film: type and marks grow alike. */
export const STAGE_SIZE = { width: 640, height: 360 } as const

export interface StageProps {
  readonly scene: Scene
  /** The runs of the show, in their order. */
  readonly runs: readonly RunModel[]
  readonly frames: Frames
  readonly view: SharedView
  /** Whether there is room for captions. */
  readonly captions?: boolean
}

/** One scene of a show, for an audience: one to four charts, what to look at, and nothing to click. */
export function Stage({ scene, runs, frames, view, captions = true }: StageProps) {
  const { card, chapter, caption, panels, highlight, play, question, compare } = scene
  const run = play === null ? undefined : runs[play.run]
  return (
    <div className={styles['stage']} style={STAGE_SIZE} role="region" aria-label="Stage" data-stage data-captions={captions}>
      <header className={styles['head']}>
        <h1>{chapter}</h1>
        {run !== undefined && play !== null && <RunLine run={run} frames={frames} speed={play.speed} />}
      </header>
      <div className={styles['panels']} data-count={panels.length}>
        {run !== undefined &&
          panels.map((panel) => (
            <StagePanel
              key={`${play?.run} ${panel}`}
              panel={panel}
              dimmed={highlight !== null && highlight !== panel}
              run={run}
              frames={frames}
              view={view}
            />
          ))}
      </div>
      <p className={styles['caption']} role="status">
        {caption}
      </p>
      {compare !== null && <ComparedRuns runs={[runs[compare[0]], runs[compare[1]]]} />}
      {question !== null && <Question {...question} />}
      {card !== null && <Card {...card} />}
    </div>
  )
}

/** The stage, so many times as large: type, marks and all. */
export function ScaledStage({ scale, ...props }: StageProps & { scale: number }) {
  return (
    <div style={{ zoom: scale }}>
      <Stage {...props} />
    </div>
  )
}
