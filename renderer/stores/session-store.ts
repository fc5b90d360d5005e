import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  OWN_TASK,
  PoolscopeError,
  UsageError,
  type Batch,
  type KnobRequest,
  type ExportId,
  type ParamValue,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  type SweepRequest,
  type Transport,
} from '../../workloads/contract/index.ts'
import { fetchExport, fetchRunFile, keepConnected, type Client, type Connection } from '../bridge/index.ts'
import { openProblem, openRun, type OpenedRun, type RunSource } from './open-run.ts'
import { RunModel } from './run-model.ts'
import { saveBlob } from './save-blob.ts'
import { isLiveState, knownEdits, NOTHING_YET, type SessionData, type SessionError } from './session-data.ts'

export interface SessionActions {
  selectPreset(presetId: string): void
  setParam(name: string, value: ParamValue): void
  /** Back to what the selected preset says. */
  resetParams(): void
  /** Back to what each preset says, and a new seed for each run. */
  resetAllParams(): void
  setSeed(seed: number | null): void
  /** Runs the selected preset. Failures are in `lastError`, questions in `confirmation`. */
  start(): Promise<void>
  /** Runs what is asked for; null when it did not start, or the user did not agree to it. Failures as above. */
  startRun(input: StartInput): Promise<string | null>
  /** Runs both at the same time; the ids of both, else as `startRun`. */
  startRace(runs: Race): Promise<readonly string[] | null>
  /** Begins a sweep; its id, else as `startRun`. */
  startSweep(sweep: SweepRequest): Promise<string | null>
  /** Resolves when that run, and its rival, if it has one, has ended; false when it was stopped. */
  ended(runId: string): Promise<boolean>
  /** Shows a problem. */
  fail(error: unknown): void
  stop(): Promise<void>
  /** Turns a knob of the host's run; gives why that could not be, for people, or null. */
  turnKnob(turn: KnobRequest): Promise<string | null>
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
  pickFolder: (name: string) => Promise<void>
  /** The same with a file. */
  pickFile: (name: string) => Promise<void>
}

export type StartInput = RequestInput<'startRun'>

type Race = readonly [StartInput, StartInput]

export type LibraryRequest = 'listRuns' | 'renameRun' | 'deleteRun' | 'restoreRun'

/** What shows are performed on: the host itself, without the window's state. */
export interface SessionHost {
  /** @throws the host's error; `ERR_DISCONNECTED` where there is no host */
  request<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>
  /** Called with each batch of the host's run, and of the other one of a race. */
  onBatch(listener: (batch: Batch) => void): () => void
}

export interface Session {
  readonly store: StoreApi<SessionData>
  readonly host: SessionHost
  readonly actions: SessionActions
  close(): void
}

export interface SessionOptions {
  readonly open: () => Transport
  /** The run model changed. */
  readonly onRunChange: () => void
  /** What was chosen in an earlier window; what the host no longer has is left out. */
  readonly remembered?: Pick<SessionData, 'presetId' | 'edits'>
  /** The bytes of a file of the host's library. */
  readonly fetchFile?: (id: string, signal: AbortSignal) => Promise<Uint8Array>
  /** Where a file lies that the user gave; null where nobody tells. */
  readonly pathOf?: (file: File) => string | null
  readonly setTimer?: (callback: () => void, delayMs: number) => () => void
}

/** What a page knows that shows one run file and nothing else: there is no host, so none can be lost. */
export function createReplaySession(opened: OpenedRun): Pick<Session, 'store'> {
  return { store: createStore<SessionData>(() => ({ ...NOTHING_YET, connection: 'open', opened, run: opened.run })) }
}

/** All that a window knows and can do; connects at once and stays connected until `close`. */
export function createSession({ open, onRunChange, setTimer, remembered, fetchFile = fetchRunFile, pathOf = () => null }: SessionOptions): Session {
  const live = new RunModel()
  const rival = new RunModel()
  let reading = new AbortController()
  const store = createStore<SessionData>(() => ({
    ...NOTHING_YET,
    presetId: remembered?.presetId ?? null,
    edits: remembered?.edits ?? {},
    run: live,
  }))
  let client: Client | null = null
  const batchListeners = new Set<(batch: Batch) => void>()
  let chosenByUser = false
  /** A start that the user has not yet agreed to. */
  let asked: { readonly agree: () => Promise<unknown>; readonly refuse: () => void } | null = null
  let stopped: string | null = null

  function onBatch(batch: Batch): void {
    // The host sends the first batch of a race's second run after that of its first.
    const ofRival = batch.seq === 0 ? batch.info?.rival === live.runId : batch.runId === rival.runId
    if (ofRival) rival.apply(batch)
    else live.apply(batch)
    for (const listener of batchListeners) listener(batch)
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
      const { presetId: wanted, edits } = store.getState()
      const presetId = (presets.find(({ id }) => id === wanted) ?? presets[0])?.id ?? null
      store.setState({ connection: 'open', capabilities, presets, presetId, edits: knownEdits(edits, presets) })
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
    asked?.refuse()
    asked = null
    const started = await ask((host) => host.request('startRun', input))
    const agree = (): Promise<unknown> => begin({ ...input, confirmed: true })
    if (started === null && store.getState().confirmation !== null) asked = { agree, refuse: () => undefined }
    return started?.runId ?? null
  }

  async function beginRace([a, b]: Race): Promise<readonly string[] | null> {
    actions.closeFile()
    return (await ask((host) => host.request('startRace', { runs: [a, b] })))?.runIds ?? null
  }

  async function beginSweep(input: RequestInput<'startSweep'>): Promise<string | null> {
    return (await ask((host) => host.request('startSweep', input)))?.sweepId ?? null
  }

  /** What `start` gives, when it was started at once or the user agreed to it; else null. */
  async function whenAgreed<T>(start: (confirmed: boolean) => Promise<T | null>): Promise<T | null> {
    const started = await start(false)
    if (started !== null || store.getState().confirmation === null) return started
    return new Promise((answer) => {
      asked = { agree: async () => answer(await start(true)), refuse: () => answer(null) }
    })
  }

  /** A copy of a module would find neither its imports nor its packages: it is run where it lies. */
  function takeModule(name: string, source: Blob): void {
    actions.selectPreset(OWN_TASK)
    const path = source instanceof File ? pathOf(source) : null
    if (path !== null) {
      actions.setParam('path', path)
      return
    }
    fail(
      new UsageError(
        `A browser tells only the name of a file that is dropped, and a copy of "${name}" would find none of its imports. ` +
          'Give its path in the field Module; the desktop app takes dropped files.',
      ),
    )
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
    resetAllParams: () => store.setState({ edits: {}, seed: null }),
    setSeed: (seed) => store.setState({ seed }),
    async start() {
      const { presetId, edits, seed } = store.getState()
      if (presetId === null) return
      await begin({ preset: presetId, params: edits[presetId] ?? {}, ...(seed === null ? {} : { seed }) })
    },
    startRun: (input) => whenAgreed((confirmed) => begin(confirmed ? { ...input, confirmed } : input)),
    startRace: ([a, b]) =>
      whenAgreed((confirmed) => beginRace(confirmed ? [{ ...a, confirmed }, { ...b, confirmed }] : [a, b])),
    startSweep: (sweep) => whenAgreed((confirmed) => beginSweep({ sweep, confirmed })),
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
    async turnKnob(turn) {
      const { runId } = store.getState()
      if (client === null || runId === null) return 'There is no run.'
      try {
        await client.request('turnKnob', { runId, ...turn })
        return null
      } catch (error) {
        return describe(error).message
      }
    },
    async confirm(agreed) {
      const started = asked
      asked = null
      store.setState({ confirmation: null })
      if (agreed) await started?.agree()
      else started?.refuse()
    },
    async openFile(name, source) {
      // A run of your own task may be named after its module; it is in the library.
      if (typeof source !== 'string' && isModuleName(name)) {
        takeModule(name, source)
        return
      }
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
        fail(new Error(`${fileName} was not saved: ${error instanceof Error ? error.message : String(error)}`))
      }
    },
    library: (request, input) => (request === 'listRuns' ? look : ask)((host) => host.request(request, input)),
    dismissError: () => store.setState({ lastError: null }),
    async pickFolder(name) {
      const answer = await ask((host) => host.request('pickFolder', {}))
      if (answer !== null && answer.folder !== null) actions.setParam(name, answer.folder)
    },
    async pickFile(name) {
      const answer = await ask((host) => host.request('pickFile', {}))
      if (answer !== null && answer.file !== null) actions.setParam(name, answer.file)
    },
  }
  const close = (): void => {
    reading.abort()
    connection.close()
  }
  const host: SessionHost = {
    request: async (name, input) => {
      if (client === null) throw new PoolscopeError('ERR_DISCONNECTED', 'The host is not answering.')
      return client.request(name, input)
    },
    onBatch(listener) {
      batchListeners.add(listener)
      return () => batchListeners.delete(listener)
    },
  }
  return { store, actions, host, close }
}

/** A module of the user's, which is no run file. */
const isModuleName = (name: string): boolean => /[.][cm]?[jt]s$/.test(name)

const isDisconnect = (error: unknown): boolean => error instanceof PoolscopeError && error.code === 'ERR_DISCONNECTED'

function describe(error: unknown): SessionError {
  if (!(error instanceof Error)) return { message: String(error), code: null }
  return { message: error.message, code: error instanceof PoolscopeError ? error.code : null }
}
