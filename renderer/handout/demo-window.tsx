import { Play } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useStore } from 'zustand'
import { useSize } from '../charts/use-size.ts'
import type { Frames, SharedView } from '../charts/index.ts'
import { ScaledStage, STAGE_SIZE } from '../stage/stage.tsx'
import type { RunModel } from '../stores/index.ts'
import { DemoBar } from './demo-bar.tsx'
import { demoKeys } from './demo-keys.ts'
import styles from './demo.module.css'
import type { ShowPlayer } from './show-player.ts'

export interface DemoWindowProps {
  readonly title: string
  readonly summary: string
  readonly player: ShowPlayer
  readonly runs: readonly RunModel[]
  readonly frames: Frames
  readonly view: SharedView
}

/** The window of a page that carries a demo and needs no host: the stage, and what moves it. */
export function DemoWindow({ title, summary, player, runs, frames, view }: DemoWindowProps) {
  const room = useRef<HTMLElement>(null)
  const size = useSize(room)
  const scene = useStore(player.store, (state) => state.scene)
  const playing = useStore(player.store, (state) => state.playing)
  useKeys(player)
  const scale = size === null ? null : Math.min(size.width / STAGE_SIZE.width, size.height / STAGE_SIZE.height)
  return (
    <div className={styles['window']}>
      <header className={styles['head']}>
        <h1>{title}</h1>
        <p>{summary}</p>
      </header>
      <main className={styles['room']} ref={room} aria-label="Demo" onClick={() => player.toggle()}>
        {scale !== null && (
          <div className={styles['stage']} style={{ width: STAGE_SIZE.width * scale, height: STAGE_SIZE.height * scale }}>
            <ScaledStage scene={scene} runs={runs} frames={frames} view={view} scale={scale} />
            {!playing && scene.card !== null && (
              <span className={styles['veil']} aria-hidden="true">
                <Play size={40} />
              </span>
            )}
          </div>
        )}
      </main>
      <DemoBar player={player} frames={frames} />
    </div>
  )
}

function useKeys(player: ShowPlayer): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const act = demoKeys(event, player)
    if (act === null) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
