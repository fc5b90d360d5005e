import { toggleFullScreen } from './full-screen.ts'
import type { ShowPlayer } from './show-player.ts'

const SKIP_MS = 5000
/** Where a key already means something: it is left to the element. */
const isOwnKey = (key: string, target: EventTarget | null): boolean => {
  const within = (selector: string): boolean => target instanceof Element && target.closest(selector) !== null
  return within('select') || (key === ' ' && within('button')) || (key.length > 1 && within('input'))
}

/** What a key does, as in the players of video sites; null: nothing. */
export function demoKeys({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent, player: ShowPlayer): (() => void) | null {
  if (ctrlKey || metaKey || altKey || isOwnKey(key, target)) return null
  switch (key) {
    case ' ':
    case 'k':
      return () => player.toggle()
    case 'ArrowLeft':
      return () => player.seek(player.atMs - SKIP_MS)
    case 'ArrowRight':
      return () => player.seek(player.atMs + SKIP_MS)
    case 'j':
      return () => player.jump(-1)
    case 'l':
      return () => player.jump(1)
    case 'Home':
      return () => player.seek(0)
    case 'End':
      return () => player.seek(player.durationMs)
    case 'f':
      return toggleFullScreen
    default:
      return null
  }
}
