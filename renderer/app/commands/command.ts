import type { RecorderInWindow } from '../../recorder/context.tsx'
import type { HostStores, Stores } from '../../stores/index.ts'

export const COMMAND_GROUPS = ['Run', 'Present', 'Replay', 'Charts', 'Details', 'Runs', 'Window', 'Help', 'Presets'] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]

/** Something that the window does, by name: the palette lists it, the keyboard overlay its key. */
export interface Command {
  readonly id: string
  readonly group: CommandGroup
  readonly title: string
  /** As `KeyboardEvent.key`; `Mod+` before it stands for Ctrl, or Cmd on a Mac. */
  readonly key?: string
  /** Other keys that do the same; those of a clicker, say. */
  readonly also?: readonly string[]
  /** A held key does it again and again. */
  readonly repeats?: boolean
  /** Other words by which it is found. */
  readonly words?: string
  /** Why it cannot be done now. */
  readonly blocked?: string | null
  readonly run: () => void
}

/** What can be open over the window. */
export type Overlay = 'palette' | 'keys' | 'runs' | 'reset' | 'demos' | 'code'

/** What commands work on that need no host. */
export interface ReplayTarget {
  readonly stores: Stores
}

/** What commands work on: the stores, and the parts of the window that are no state of the run. */
export interface CommandTarget {
  readonly stores: HostStores
  readonly show: (overlay: Overlay) => void
  readonly startTour: () => void
  /** Puts the run of the window on a stage. */
  readonly presentRun: () => void
  /** null until its code is there. */
  readonly recording: RecorderInWindow | null
}
