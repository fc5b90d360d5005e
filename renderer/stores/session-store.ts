import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  PoolscopeError,
  type Batch,
  type Capabilities,
  type ExportId,
  type Params,
  type ParamValue,
  type PresetInfo,
  type RequestInput,
  type RequestOutput,
  type RunState,
  type Transport,
} from '../../workloads/contract/index.ts'
import { fetchExport, fetchRunFile, keepConnected, type Client, type Connection } from '../bridge/index.ts'
import { openProblem, openRun, type OpenedRun, type RunSource } from './open-run.ts'
import { RunModel } from './run-model.ts'
import { saveBlob } from './save-blob.ts'

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
  readonly lastError: SessionError | null
  /** What the user must agree to before the run starts. */
  readonly confirmation: string | null
}

export interface SessionActions {
  selectPreset(presetId: string): void
  setParam(name: string, value: ParamValue): void
  /** Back to what the selected preset says. */
  resetParams(): void
  setSeed(seed: number | null): void
  /** Runs the selected preset. Failures are in `lastError`, questions in `confirmation`. */
  start(): Promise<void>
  /** Runs what is asked for; null when it did not start, or the user did not agree to it. Failures as above. */
  startRun(input: StartInput): Promise<string | null>
  /** Runs both at the same time; the ids of both, else as `startRun`. */
  startRace(runs: readonly [StartInput, StartInput]): Promise<readonly string[] | null>
  /** Resolves when that run, and its rival, if it has one, has ended; false when it was stopped. */
  ended(runId: string): Promise<boolean>
  /** Shows a problem. */
  fail(error: unknown): void
  stop(): Promise<void>
  /** Answers `confirmation`. */
  confirm(agreed: boolean): Promise<void>
  dismissError(): void
  /** Shows a run file: one of the host's library, by its id, or one that the user gave. Failures are in `lastError`. */
  openFile(name: string, source: RunSource): Promise<void>
  /** Shows the host's run again. */
  closeFile(): void
  /** Has the browser save a run file of the library, or an export of it. Failures are in `lastError`. */
  exportRun: (id: string, format: ExportId | 'pscope', fileName: string) => Promise<void>
  /** Asks the host's library; null when it could not, which is in `lastError`. */
  library: <N extends LibraryRequest>(request: N, input: RequestInput<N>) => Promise<RequestOutput<N> | null>
  /** Lets the user choose a folder for a parameter, where the host can. */
  pickFolder(name: string): Promise<void>
}

export type StartInput = RequestInput<'startRun'>

export type LibraryRequest = 'listRuns' | 'renameRun' | 'deleteRun' | 'restoreRun'

export interface Session {
  readonly store: StoreApi<SessionData>
  readonly actions: SessionActions
  close(): void
}

export interface SessionOptions {
  readonly open: () => Transport
  /** The run model changed. */
  readonly onRunChange: () => void
  /** The bytes of a file of the host's library. */
  readonly fetchFile?: (id: string, signal: AbortSignal) => Promise<Uint8Array>
  readonly setTimer?: (callback: () => void, delayMs: number) => () => void
}

/** All that a window knows and can do; connects at once and stays connected until `close`. */
export function createSession({ open, onRunChange, setTimer, fetchFile = fetchRunFile }: SessionOptions): Session {
  const live = new RunModel()
  const rival = new RunModel()
  let reading = new AbortController()
  const store = createStore<SessionData>(() => ({
    connection: 'connecting',
    capabilities: null,
    presets: [],
    presetId: null,
    edits: {},
    seed: null,
    run: live,
    rival: null,
    opened: null,
    opening: null,
    runId: null,
    runPresetId: null,
    runState: 'idle',
    busy: false,
    lastError: null,
    confirmation: null,
  }))
  let client: Client | null = null
  let chosenByUser = false
  /** A start that the user has not yet agreed to. */
  let asked: { input: StartInput; answer: (runId: string | null) => void } | null = null
  let stopped: string | null = null

  function onBatch(batch: Batch): void {
    // The host sends the first batch of a race's second run after that of its first.
    const ofRival = batch.seq === 0 ? batch.info?.rival === live.runId : batch.runId === rival.runId
    if (ofRival) rival.apply(batch)
    else live.apply(batch)
    const raced = rival.runId !== null && rival.runId === live.info?.rival ? rival : null
    // A race goes on until both have ended.
    const state = raced !== null && !isLiveState(live.endState) && isLiveState(raced.endState) ? raced.endState : live.endState
    const { runId, runState, runPresetId } = store.getState()
    const presetOfRun = live.info?.preset ?? null
    if (raced !== store.getState().rival) store.setState({ rival: raced })
    if (runId !== live.runId || runState !== state || runPresetId !== presetOfRun) {
      store.setState({ runId: live.runId, runState: state, runPresetId: presetOfRun })
      if (presetOfRun !== null && !chosenByUser) store.setState({ presetId: presetOfRun })
    }
    onRunChange()
  }

  async function greet(newClient: Client): Promise<void> {
    try {
      const { capabilities, presets } = await newClient.request('hello', {})
      connection.confirm()
      const presetId = store.getState().presetId ?? presets[0]?.id ?? null
      store.setState({ connection: 'open', capabilities, presets, presetId })
    } catch (error) {
      if (!isDisconnect(error)) fail(error)
    }
  }

  const connection: Connection = keepConnected(
    open,
    {
      onClient(newClient) {
        client = newClient
        newClient.onBatch(onBatch)
        newClient.onProblem(fail)
        // `greet` reports its own failures; a loss is told by `onLost`.
        void greet(newClient)
      },
      onLost: () => store.setState({ connection: 'lost', busy: false }),
    },
    setTimer,
  )

  function fail(error: unknown): void {
    store.setState({ lastError: describe(error) })
  }

  /** One request at a time that the user waits for; its failure is shown. */
  async function ask<T>(request: (client: Client) => Promise<T>): Promise<T | null> {
    if (client === null) return null
    store.setState({ busy: true, lastError: null })
    try {
      return await request(client)
    } catch (error) {
      if (error instanceof PoolscopeError && error.code === 'ERR_CONFIRMATION_NEEDED') {
        store.setState({ confirmation: error.message })
      } else {
        fail(error)
      }
      return null
    } finally {
      store.setState({ busy: false })
    }
  }

  /** What the page asks by itself: nobody waits for it, so that it holds up no button. */
  async function look<T>(request: (client: Client) => Promise<T>): Promise<T | null> {
    try {
      return client === null ? null : await request(client)
    } catch (error) {
      if (!isDisconnect(error)) fail(error)
      return null
    }
  }

  /** null: it did not start, or the user is asked first. */
  async function begin(input: StartInput): Promise<string | null> {
    actions.closeFile()
    asked?.answer(null)
    asked = null
    const started = await ask((host) => host.request('startRun', input))
    if (started === null && store.getState().confirmation !== null) asked = { input, answer: () => undefined }
    return started?.runId ?? null
  }

  async function startRun(input: StartInput): Promise<string | null> {
    const runId = await begin(input)
    if (runId !== null || asked === null) return runId
    return new Promise((answer) => (asked = { input, answer }))
  }

  const actions: SessionActions = {
    selectPreset(presetId) {
      chosenByUser = true
      actions.closeFile()
      store.setState({ presetId, lastError: null })
    },
    setParam(name, value) {
      const { presetId, edits } = store.getState()
      if (presetId !== null) store.setState({ edits: { ...edits, [presetId]: { ...edits[presetId], [name]: value } } })
    },
    resetParams() {
      const { presetId, edits } = store.getState()
      if (presetId !== null) store.setState({ edits: { ...edits, [presetId]: {} } })
    },
    setSeed: (seed) => store.setState({ seed }),
    async start() {
      const { presetId, edits, seed } = store.getState()
      if (presetId === null) return
      await begin({ preset: presetId, params: edits[presetId] ?? {}, ...(seed === null ? {} : { seed }) })
    },
    startRun,
    async startRace(runs) {
      actions.closeFile()
      return (await ask((host) => host.request('startRace', { runs: [...runs] })))?.runIds ?? null
    },
    ended: (id) =>
      new Promise((resolve) => {
        let seen = false
        const look = ({ runId, runState }: SessionData): void => {
          seen ||= runId === id
          if (!seen || (runId === id && isLiveState(runState))) return
          stopLooking()
          resolve(runId === id && stopped !== id && live.endSummary?.outcome !== 'stopped')
        }
        const stopLooking = store.subscribe(look)
        look(store.getState())
      }),
    fail,
    async stop() {
      const { runId } = store.getState()
      stopped = runId
      if (runId !== null) await ask((host) => host.request('stopRun', { runId }))
    },
    async confirm(agreed) {
      const started = asked
      asked = null
      store.setState({ confirmation: null })
      started?.answer(agreed ? await begin({ ...started.input, confirmed: true }) : null)
    },
    async openFile(name, source) {
      reading.abort()
      const { signal } = (reading = new AbortController())
      store.setState({ opening: name, lastError: null })
      try {
        const bytes =
          typeof source === 'string' ? await fetchFile(source, signal) : new Uint8Array(await source.arrayBuffer())
        signal.throwIfAborted()
        const opened = { ...(await openRun(name, bytes, { signal })), source }
        const { presets, presetId } = store.getState()
        const preset = presets.find(({ id }) => id === opened.run.info?.preset)?.id ?? presetId
        chosenByUser = true
        store.setState({ opened, run: opened.run, opening: null, presetId: preset })
        onRunChange()
      } catch (error) {
        if (signal.aborted) return // another file, or none, was asked for meanwhile
        store.setState({ opening: null })
        fail(new Error(openProblem(name, error)))
      }
    },
    closeFile() {
      reading.abort()
      const { opened, opening } = store.getState()
      if (opened === null && opening === null) return
      store.setState({ opened: null, opening: null, run: live })
      onRunChange()
    },
    async exportRun(id, format, fileName) {
      try {
        saveBlob(await fetchExport(id, format), fileName)
      } catch (error) {
        fail(new Error(openProblem(fileName, error)))
      }
    },
    library: (request, input) => (request === 'listRuns' ? look : ask)((host) => host.request(request, input)),
    dismissError: () => store.setState({ lastError: null }),
    async pickFolder(name) {
      const answer = await ask((host) => host.request('pickFolder', {}))
      if (answer !== null && answer.folder !== null) actions.setParam(name, answer.folder)
    },
  }
  const close = (): void => {
    reading.abort()
    connection.close()
  }
  return { store, actions, close }
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

/** The value of a parameter as a run started now would have it. */
export function paramValue(data: SessionData, name: string): ParamValue | undefined {
  const preset = selectedPreset(data)
  if (preset === null) return undefined
  return data.edits[preset.id]?.[name] ?? preset.fields.find((field) => field.name === name)?.default
}

const isDisconnect = (error: unknown): boolean => error instanceof PoolscopeError && error.code === 'ERR_DISCONNECTED'

function describe(error: unknown): SessionError {
  if (!(error instanceof Error)) return { message: String(error), code: null }
  return { message: error.message, code: error instanceof PoolscopeError ? error.code : null }
}
