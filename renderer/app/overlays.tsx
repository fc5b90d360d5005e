import { lazy, Suspense, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Storyboard } from '../../workloads/contract/index.ts'
import type { FormStart } from '../demos/form-start.ts'
import type { Command, Overlay } from './commands/index.ts'
import { ConfirmDialog, ErrorDialog, ResetDialog } from './dialogs.tsx'

// Fetched when they are asked for: nothing of them is needed for the first paint.
const LibraryDialog = lazy(async () => ({ default: (await import('../panels/library/library.tsx')).LibraryDialog }))
const DemosDialog = lazy(async () => ({ default: (await import('../demos/demos-dialog.tsx')).DemosDialog }))
const loadPalette = async () => ({ default: (await import('./commands/palette.tsx')).Palette })
const Palette = lazy(loadPalette)
const ShownCode = lazy(() => import('../panels/code/shown-code.tsx'))
const KeysDialog = lazy(async () => ({ default: (await import('./commands/keys-dialog.tsx')).KeysDialog }))

export interface OverlaysProps {
  readonly open: Overlay | null
  readonly onClose: () => void
  readonly listCommands: () => readonly Command[]
  /** Not on a stage. Null: the run of the window. */
  readonly onPresent?: (storyboard: Storyboard | null) => void
  readonly onForm?: (start: FormStart) => void
}

/** What is over the window: at most one that the user opened, and what the host asks or says. */
export function Overlays({ open, onClose, listCommands, onPresent, onForm }: OverlaysProps) {
  // Fetched once the page stands: who opens it types at once. If that fails, opening it asks again.
  useEffect(() => void loadPalette().catch(() => undefined), [])
  return (
    <>
      <Suspense>
        {open === 'palette' && <CommandPalette listCommands={listCommands} onClose={onClose} />}
        {open === 'keys' && <KeysDialog commands={listCommands()} onClose={onClose} />}
        {open === 'runs' && <LibraryDialog onClose={onClose} />}
        {open === 'demos' && onPresent !== undefined && onForm !== undefined && (
          <DemosDialog onClose={onClose} onPresent={closing(onClose, onPresent)} onForm={closing(onClose, onForm)} />
        )}
        {open === 'code' && <ShownCode onClose={onClose} />}
        {open === 'reset' && <ResetDialog onClose={onClose} />}
      </Suspense>
      <ConfirmDialog />
      <ErrorDialog />
    </>
  )
}

/** The commands are those of the moment in which it was opened: a list must not change under the pointer. */
function CommandPalette({ listCommands, onClose }: Pick<OverlaysProps, 'listCommands' | 'onClose'>) {
  const [commands] = useState(() => listCommands().filter(({ id }) => id !== 'palette'))
  const choose = (command: Command): void => {
    // Closed first: the focus is back when the command moves it, and another dialog can open.
    flushSync(onClose)
    command.run()
  }
  return <Palette commands={commands} onClose={onClose} onChoose={choose} />
}

const closing =
  <T,>(close: () => void, choose: (value: T) => void) =>
  (value: T): void => {
    close()
    choose(value)
  }
