import { SPEEDS, type Player, type Speed } from '../stores/index.ts'
import type { Shortcut } from './shortcuts.ts'

/** Keys of the replay, as video players have them. */
export function replayShortcuts(player: Player): Shortcut[] {
  return [
    { keys: ['k'], shown: 'k', what: 'Replay: play, or pause the view', run: () => player.toggle() },
    { keys: [',', '.'], shown: ', .', what: 'Replay: one task back, one on', run: (key) => player.step(key === '.' ? 1 : -1) },
    { keys: ['j', 'l'], shown: 'j l', what: 'Replay: marker before, next marker', run: (key) => player.jump(key === 'l' ? 1 : -1) },
    { keys: ['<', '>'], shown: '< >', what: 'Replay: slower, faster', run: (key) => player.setSpeed(other(player, key === '>' ? 1 : -1)) },
    { keys: ['End'], shown: 'End', what: 'Replay: to the end, and on with a run that goes on', run: () => player.follow() },
  ]
}

function other(player: Player, by: 1 | -1): Speed {
  const { speed } = player.store.getState()
  return SPEEDS[SPEEDS.indexOf(speed) + by] ?? speed
}
