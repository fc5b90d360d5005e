import type { Capabilities, Params, ParamValue, PresetInfo, RunState } from '../../workloads/contract/index.ts'
import type { OpenedRun } from './open-run.ts'
import type { RunModel } from './run-model.ts'

export type ConnectionState = 'connecting' | 'open' | 'lost'

/** A problem for people to read; `code` tells kinds apart. */
export interface SessionError {
  readonly message: string
  readonly code: string | null
}

export interface SessionData {
  readonly connection: ConnectionState
  readonly capabilities: Capabilities | null
  readonly presets: readonly PresetInfo[]
  readonly presetId: string | null
  /** What the user changed, by preset; everything else is as the preset says. */
  readonly edits: Readonly<Record<string, Params>>
  /** null: the host draws one for each run. */
  readonly seed: number | null
  /** The run shown: the host's, or that of `opened`. It changes outside React. */
  readonly run: RunModel
  /** The other run of a race that the host's run is in. It changes outside React. */
  readonly rival: RunModel | null
  /** A run file that is shown; null: the host's run is. */
  readonly opened: OpenedRun | null
  /** A file is being read, by this name. */
  readonly opening: string | null
  /** Of the host's run, as the next two. */
  readonly runId: string | null
  readonly runPresetId: string | null
  readonly runState: 'idle' | RunState
  /** A start or stop was asked for and not yet answered. */
  readonly busy: boolean
  /** A sweep goes on: the host starts nothing else. */
  readonly sweeping: boolean
  readonly lastError: SessionError | null
  /** What the user must agree to before the run starts. */
  readonly confirmation: string | null
}

export const NOTHING_YET: Omit<SessionData, 'run'> = {
  connection: 'connecting',
  capabilities: null,
  presets: [],
  presetId: null,
  edits: {},
  seed: null,
  rival: null,
  opened: null,
  opening: null,
  runId: null,
  runPresetId: null,
  runState: 'idle',
  busy: false,
  sweeping: false,
  lastError: null,
  confirmation: null,
}

/** Does a run go on? */
export const isLiveState = (state: SessionData['runState']): boolean =>
  state === 'starting' || state === 'running' || state === 'stopping'

/** Is a run to be shown? A file is open, the host's run goes on, or it is one of the selected preset. */
export const isRunShown = ({ opened, runId, runState, runPresetId, presetId }: SessionData): boolean =>
  opened !== null || (runId !== null && (runPresetId === presetId || isLiveState(runState)))

/** The state of the run to be shown; idle when there is none. */
export const shownRunState = (data: SessionData): SessionData['runState'] =>
  isRunShown(data) ? (data.opened?.run.endState ?? data.runState) : 'idle'

/** Tells the runs apart that are shown one after the other. */
export const shownRunKey = ({ opened, runId }: SessionData): string => (opened === null ? `${runId}` : `file ${opened.name}`)

/** The selected preset. */
export const selectedPreset = ({ presets, presetId }: SessionData): PresetInfo | null =>
  presets.find(({ id }) => id === presetId) ?? null

/** The value of a parameter as a run of the selected preset that is started now would have it. */
export function paramValue(data: SessionData, name: string): ParamValue | undefined {
  const preset = selectedPreset(data)
  return preset === null ? undefined : paramOf(data, preset.id, name)
}

/** The same for any preset. */
export const paramOf = ({ edits, presets }: SessionData, presetId: string, name: string): ParamValue | undefined =>
  edits[presetId]?.[name] ?? presets.find(({ id }) => id === presetId)?.fields.find((field) => field.name === name)?.default

/** Those of parameters that the presets have: another version of the host may have others. */
export function knownEdits(edits: SessionData['edits'], presets: readonly PresetInfo[]): SessionData['edits'] {
  return Object.fromEntries(
    presets.flatMap(({ id, fields }) => {
      const known = Object.entries(edits[id] ?? {}).filter(([name]) => fields.some((field) => field.name === name))
      return known.length === 0 ? [] : [[id, Object.fromEntries(known)]]
    }),
  )
}
