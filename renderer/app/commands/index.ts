import { chartCommands } from './chart-commands.ts'
import type { Command, CommandTarget } from './command.ts'
import { libraryCommands } from './library-commands.ts'
import { recorderCommands } from './recorder-commands.ts'
import { replayCommands } from './replay-commands.ts'
import { presetCommands, runCommands } from './run-commands.ts'
import { sweepCommands } from './sweep-commands.ts'
import { detailsCommands, helpCommands, presentCommands, windowCommands } from './window-commands.ts'

export * from './command.ts'
export { recorderCommands } from './recorder-commands.ts'
export { runStageCommands, showCommands, type PresenterTarget } from './presenter-commands.ts'

/** All commands of the window, as things are now. The palette, the keys and the keyboard overlay know no other. */
export function listCommands(target: CommandTarget): Command[] {
  return [
    ...runCommands(target),
    ...sweepCommands(target),
    ...presentCommands(target),
    ...libraryCommands(target),
    ...detailsCommands(target),
    ...windowCommands(target),
    ...recorderCommands(target),
    ...helpCommands(target),
    ...replayCommands(target),
    ...chartCommands(target),
    ...presetCommands(target),
  ]
}
