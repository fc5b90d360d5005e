import { useEffect, useRef, type ReactNode } from 'react'
import type { Show } from '../../workloads/contract/index.ts'
import { useSize } from '../charts/use-size.ts'
import type { StageFit } from '../stores/index.ts'
import { PresenterBar } from './presenter-bar.tsx'
import { PresenterTools } from './presenter-tools.tsx'
import { PressedKeys } from './pressed-keys.tsx'
import { isTooLarge, stageScale } from './stage-scale.ts'
import { useIdle } from './use-idle.ts'
import styles from './presenter.module.css'

/** The element that the audience sees, and that a recording shows: nothing of the presenter's own is in it. */
export const STAGE_ID = 'presenter-stage'

export interface PresenterProps {
  /** Of what is presented. */
  readonly title: string
  /** For names of files. */
  readonly name: string
  readonly fit: StageFit
  /** Keys that are pressed are shown on the stage. */
  readonly keys: boolean
  /** The stage, and what is in front of it. */
  readonly children: ReactNode
  readonly progress: ReactNode
  /** Buttons of the bar. */
  readonly tools: ReactNode
  /** Beside the stage, while the bar is shown. */
  readonly side?: ReactNode
  /** What the presenter must not miss; not on the stage. */
  readonly notices?: ReactNode
  readonly tellShow?: () => Show | null
}

/** A stage that fills the window, 16:9, with as little around it as can be. */
export function Presenter({ title, name, fit, keys, children, progress, tools, side, notices, tellShow = NO_SHOW }: PresenterProps) {
  const root = useRef<HTMLElement>(null)
  const room = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const size = useSize(room)
  const idle = useIdle(root, side !== undefined && side !== false)
  useEffect(() => root.current?.focus(), [])
  const scale = size === null ? null : stageScale(fit, size, window.devicePixelRatio)
  const tooLarge = size !== null && scale !== null && isTooLarge(scale, size)
  return (
    <main className={styles['presenter']} ref={root} tabIndex={-1} aria-label={`Presenting: ${title}`} data-idle={idle}>
      <div className={styles['room']} ref={room} data-scrolls={tooLarge}>
        {scale !== null && (
          <div id={STAGE_ID} className={styles['stage']} ref={stage} style={{ zoom: scale }}>
            {children}
            {keys && <PressedKeys />}
          </div>
        )}
      </div>
      {side}
      {notices}
      <PresenterBar progress={progress}>
        {tooLarge && <span className={styles['note']}>Larger than this window</span>}
        {tools}
        <PresenterTools stage={stage} name={name} tellShow={tellShow} />
      </PresenterBar>
    </main>
  )
}

const NO_SHOW = (): null => null
