import { ChevronFirst, ChevronLast, Pause, Play, Radio, Repeat, StepBack, StepForward } from 'lucide-react'
import type { ReactNode } from 'react'
import { endMsOf, goesOn, SPEEDS, usePlayedValue, usePlayer, usePlayerState, type Played } from '../../stores/index.ts'
import { Select } from '../../ui/select.tsx'
import { Tip } from '../../ui/tip.tsx'
import styles from './transport.module.css'

const SIZE = 15
/** Often enough for the buttons to follow what is shown. */
const HZ = 10

/** Play, pause, step and speed of what is shown. */
export function Transport() {
  const player = usePlayer()
  const { mode, speed, loop } = usePlayerState()
  const empty = usePlayedValue(isEmpty, HZ)
  const live = usePlayedValue(goesOn, HZ)
  const moves = mode === 'playing' || (mode === 'following' && live)
  return (
    <div className={styles['transport']} role="toolbar" aria-label="Replay">
      <Key text="To the marker before (j)" disabled={empty} onPress={() => player.jump(-1)}>
        <ChevronFirst size={SIZE} />
      </Key>
      <Key text="One task back (,)" disabled={empty} onPress={() => player.step(-1)}>
        <StepBack size={SIZE} />
      </Key>
      <Key text={moves ? 'Pause the view (k)' : 'Play (k)'} disabled={empty} onPress={() => player.toggle()}>
        {moves ? <Pause size={SIZE} /> : <Play size={SIZE} />}
      </Key>
      <Key text="One task on (.)" disabled={empty} onPress={() => player.step(1)}>
        <StepForward size={SIZE} />
      </Key>
      <Key text="To the next marker (l)" disabled={empty} onPress={() => player.jump(1)}>
        <ChevronLast size={SIZE} />
      </Key>
      <Key text="Play again and again" disabled={empty} pressed={loop} onPress={() => player.setLoop(!loop)}>
        <Repeat size={SIZE} />
      </Key>
      <Select
        label="Speed of the replay"
        value={String(speed)}
        options={SPEEDS.map((one) => ({ value: String(one), label: `${one}x` }))}
        disabled={empty}
        onChange={(chosen) => player.setSpeed(SPEEDS.find((one) => String(one) === chosen) ?? speed)}
      />
      {live && mode !== 'following' && (
        <Key text="Back to the run as it goes on (End)" onPress={() => player.follow()}>
          <Radio size={SIZE} />
          <span>Live</span>
        </Key>
      )}
    </div>
  )
}

const isEmpty = (runs: Played): boolean => endMsOf(runs) === 0

interface KeyProps {
  readonly text: string
  readonly disabled?: boolean
  readonly pressed?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

function Key({ text, disabled = false, pressed, onPress, children }: KeyProps) {
  return (
    <Tip side="top" text={text}>
      <button
        type="button"
        className={styles['key']}
        aria-label={text.replace(/ \(.*\)$/, '')}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        disabled={disabled}
        onClick={onPress}
      >
        {children}
      </button>
    </Tip>
  )
}
