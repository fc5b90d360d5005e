import { gateOf } from '../../panels/run-gate.ts'
import { isLiveState, selectedPreset, shownRunState, type SessionData, type Stores } from '../../stores/index.ts'
import type { Command, CommandTarget } from './command.ts'

// What goes wrong in an action is in the session's `lastError`.

/** Run, stop, and the parameters of the next run. */
export function runCommands({ stores: { session } }: Pick<CommandTarget, 'stores'>): Command[] {
  const data = session.store.getState()
  const { actions } = session
  const { live, blocked } = gateOf(data)
  const title = selectedPreset(data)?.title ?? 'the preset'
  return [
    {
      id: 'run',
      group: 'Run',
      title: live ? 'Stop the run' : `Run ${title}`,
      key: ' ',
      words: 'start go cancel end',
      blocked: blocked ?? (data.busy ? 'The host is about to answer.' : null),
      run: () => void (live ? actions.stop() : actions.start()),
    },
    {
      id: 'reset-params',
      group: 'Run',
      title: `Reset the parameters of ${title}`,
      words: 'default undo edits preset',
      run: () => actions.resetParams(),
    },
    {
      id: 'any-seed',
      group: 'Run',
      title: 'A new seed for each run',
      words: 'random',
      blocked: data.seed === null ? 'It is so already.' : null,
      run: () => actions.setSeed(null),
    },
    {
      id: 'close-file',
      group: 'Run',
      title: 'Close the opened run file',
      blocked: data.opened === null ? 'No run file is open.' : null,
      run: () => actions.closeFile(),
    },
  ]
}

/** Each preset: to look at, and to run at once. */
export function presetCommands({ stores: { session } }: CommandTarget): Command[] {
  const data = session.store.getState()
  const blocked = startBlocked(data)
  const choose = data.presets.map(
    ({ id, title, summary, technique }): Command => ({
      id: `choose-${id}`,
      group: 'Presets',
      title,
      words: `choose preset ${id} ${technique} ${summary}`,
      run: () => session.actions.selectPreset(id),
    }),
  )
  // That of the selected one is there already.
  const others = data.presets.filter(({ id }) => id !== data.presetId)
  const run = others.map(
    ({ id, title }): Command => ({
      id: `run-${id}`,
      group: 'Presets',
      title: `Run ${title}`,
      words: `start ${id}`,
      blocked,
      run: () => {
        session.actions.selectPreset(id)
        void session.actions.start()
      },
    }),
  )
  return [...choose, ...run]
}

function startBlocked(data: SessionData): string | null {
  if (data.connection !== 'open') return 'There is no connection to the host.'
  if (isLiveState(data.runState)) return 'A run goes on. Stop it first.'
  if (data.sweeping) return 'A sweep goes on. Stop it first.'
  return data.busy ? 'The host is about to answer.' : null
}

/** Why nothing can be done with the run on screen; null when something can. */
export const noRun = (data: SessionData): string | null =>
  shownRunState(data) === 'idle' ? 'No run is on screen.' : null

/** Why nothing can be played or zoomed; null when something can: a run, or two side by side. */
export const noneShown = ({ session, comparisons }: Stores): string | null =>
  comparisons?.store.getState().comparison == null ? noRun(session.store.getState()) : null
