import { SPEEDS, type Player, type Speed } from '../../stores/index.ts'
import type { Command, ReplayTarget } from './command.ts'
import { noneShown } from './run-commands.ts'

/** The replay, with the keys that video players have. */
export function replayCommands({ stores }: ReplayTarget): Command[] {
  const { player } = stores
  const { mode, loop, speed } = player.store.getState()
  const { group, blocked } = { group: 'Replay' as const, blocked: noneShown(stores) }
  return [
    { id: 'play', group, title: mode === 'playing' ? 'Pause the view' : 'Play, or pause the view', key: 'k', words: 'replay', blocked, run: () => player.toggle() },
    { id: 'step-back', group, title: 'One task back', key: ',', words: 'step frame', repeats: true, blocked, run: () => player.step(-1) },
    { id: 'step-on', group, title: 'One task on', key: '.', words: 'step frame next', repeats: true, blocked, run: () => player.step(1) },
    { id: 'marker-before', group, title: 'To the marker before', key: 'j', words: 'jump warning error', blocked, run: () => player.jump(-1) },
    { id: 'marker-next', group, title: 'To the next marker', key: 'l', words: 'jump warning error', blocked, run: () => player.jump(1) },
    { id: 'to-start', group, title: 'To the start of the run', words: 'rewind begin', blocked, run: () => player.seek(0) },
    { id: 'follow', group, title: 'To the end, and on with a run that goes on', key: 'End', words: 'follow live', blocked, run: () => player.follow() },
    { id: 'slower', group, title: 'Slower', key: '<', words: 'replay speed', blocked, run: () => player.setSpeed(other(player, -1)) },
    { id: 'faster', group, title: 'Faster', key: '>', words: 'replay speed', blocked, run: () => player.setSpeed(other(player, 1)) },
    ...SPEEDS.map(
      (one): Command => ({
        id: `speed-${one}`,
        group,
        title: `Speed ${one}x`,
        words: 'replay',
        blocked: one === speed ? 'It is so already.' : null,
        run: () => player.setSpeed(one),
      }),
    ),
    { id: 'loop', group, title: loop ? 'Play once' : 'Play again and again', words: 'loop repeat', run: () => player.setLoop(!loop) },
  ]
}

function other(player: Player, by: 1 | -1): Speed {
  const { speed } = player.store.getState()
  return SPEEDS[SPEEDS.indexOf(speed) + by] ?? speed
}
