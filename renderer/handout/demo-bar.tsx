import { Maximize, Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { useTicked, type Frames } from '../charts/index.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import styles from './demo.module.css'
import { toggleFullScreen } from './full-screen.ts'
import type { ShowPlayer } from './show-player.ts'

const SIZE = 16
const HZ = 15
/** Of the slider, in ms. */
const STEP_MS = 100

/** Play, seek and chapters of a demo. */
export function DemoBar({ player, frames }: { player: ShowPlayer; frames: Frames }) {
  const { chapters, durationMs } = player
  const playing = useStore(player.store, (state) => state.playing)
  const atMs = useTicked(frames, HZ, player, roundedMs)
  const chapter = useTicked(frames, HZ, player, chapterNow)
  return (
    <footer className={styles['bar']}>
      <Key label={playing ? 'Pause (space)' : 'Play (space)'} onPress={() => player.toggle()}>
        {playing ? <Pause size={SIZE} /> : <Play size={SIZE} />}
      </Key>
      <Key label="Chapter before (j)" onPress={() => player.jump(-1)}>
        <SkipBack size={SIZE} />
      </Key>
      <Key label="Next chapter (l)" onPress={() => player.jump(1)}>
        <SkipForward size={SIZE} />
      </Key>
      <div className={styles['track']}>
        <input
          type="range"
          aria-label="Time of the demo"
          aria-valuetext={`${clock(atMs)} of ${clock(durationMs)}`}
          min={0}
          max={Math.round(durationMs / STEP_MS) * STEP_MS}
          step={STEP_MS}
          value={atMs}
          onChange={({ target }) => player.seek(Number(target.value))}
        />
        {chapters.slice(1).map((one) => (
          <i key={one.atMs} style={{ left: `${(100 * one.atMs) / durationMs}%` }} title={one.title} />
        ))}
      </div>
      <p className={`num ${styles['time']}`}>
        {clock(atMs)} / {clock(durationMs)}
      </p>
      {chapters.length > 1 && (
        <Select
          label="Chapter"
          value={String(chapter)}
          options={chapters.map(({ title }, at) => ({ value: String(at), label: title }))}
          onChange={(at) => player.seek(chapters[Number(at)]?.atMs ?? 0)}
        />
      )}
      <Key label="Whole screen (f)" onPress={toggleFullScreen}>
        <Maximize size={SIZE} />
      </Key>
    </footer>
  )
}

const chapterNow = ({ chapters, atMs }: ShowPlayer): number => chapters.findLastIndex((one) => one.atMs <= atMs)

const roundedMs = ({ atMs }: ShowPlayer): number => Math.round(atMs / STEP_MS) * STEP_MS

/** `0:07`: as players write it. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function Key({ label, onPress, children }: { label: string; onPress: () => void; children: ReactNode }) {
  return (
    <Button look="ghost" aria-label={label} title={label} onClick={onPress}>
      {children}
    </Button>
  )
}
