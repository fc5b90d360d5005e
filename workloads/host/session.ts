import { availableParallelism } from 'node:os'
import {
  InvalidStateError,
  PROTOCOL_VERSION,
  describeParameters,
  type Capabilities,
  type PresetInfo,
  type RequestInput,
  type Transport,
} from '../contract/index.ts'
import { ownTaskInfo } from '../own/index.ts'
import { PRESETS } from '../presets/index.ts'
import { DEFAULT_FOLDER, recentModules, runsFolder, startRace, startRun, videosFolder, type Run, type RunRequest } from '../runs/index.ts'
import { listStoryboards } from '../storyboards/index.ts'
import { findTechnique } from '../techniques/index.ts'
import { VERSION } from '../version.ts'
import { Client } from './client.ts'
import type { Handlers } from './handlers.ts'
import { OwnWatches } from './own-watches.ts'
import { SessionLibrary, type LibraryHandlers, type RunBytes, type RunRefused } from './run-library.ts'
import { SessionSweeps, type SweepHandlers } from './session-sweeps.ts'
import { SessionVideos, type VideoHandlers } from './session-videos.ts'

/** What the host around the session offers. */
export interface HostOptions {
  /** Version of Electron, null without. */
  readonly electron: string | null
  /** Shows a folder picker and returns the path, or null when the user chose none. */
  readonly pickFolder?: () => Promise<string | null>
  /** The same for a file. */
  readonly pickFile?: () => Promise<string | null>
  /** The host lets the window record itself without a picker. */
  readonly recordsItself?: boolean
  /** Where run files are kept. Default: the user's own. */
  readonly runsFolder?: string
  /** The same for screen recordings. */
  readonly videosFolder?: string
}

/** Time between two batches. */
const PUBLISH_MS = 33

/** Everything a window can ask for, and the run, or the race of two, that goes on; both hosts speak through this. */
export class Session {
  readonly #options: HostOptions
  readonly #library: SessionLibrary
  readonly #sweeps: SessionSweeps
  readonly #watches = new OwnWatches()
  readonly #videos: SessionVideos
  readonly #clients = new Set<Client>()
  /** The run, or both of a race, that went on last. */
  #runs: readonly Run[] = []
  /** The start that goes on, if one does; never rejects. */
  #starting: Promise<unknown> | null = null
  #closed = false
  #publisher: NodeJS.Timeout | null = null

  constructor(options: HostOptions) {
    this.#options = options
    const folder = options.runsFolder ?? runsFolder()
    this.#library = new SessionLibrary(folder)
    this.#sweeps = new SessionSweeps(folder)
    this.#videos = new SessionVideos(options.videosFolder ?? videosFolder())
  }

  /** Serves a window until its transport closes, or the returned function is called. */
  connect(transport: Transport): () => void {
    if (this.#closed) {
      transport.close()
      return () => undefined
    }
    const videos = this.#videos.forWindow()
    const client = new Client(transport, { ...this.#handlers, ...this.#library.handlers, ...this.#sweeps.handlers, ...videos.handlers })
    this.#clients.add(client)
    if (this.#runs.length > 0) client.follow(...this.#runs)
    const leave = (): void => {
      this.#clients.delete(client)
      videos.leave()
    }
    transport.onClose(leave)
    this.#publish()
    return () => {
      leave()
      transport.close()
    }
  }

  /** The bytes of a run file, or of a screen recording, for a window's GET; `path` as in a URL, without query. Null when there is none. */
  async savedBytes(path: string): Promise<RunBytes | RunRefused | null> {
    return (await this.#library.bytesAt(path)) ?? this.#videos.bytesAt(path)
  }

  /** Stops the run, or the sweep, and waits until every worker has ended and its file is written. Windows are disconnected. */
  async close(): Promise<void> {
    this.#closed = true
    this.#watches.close()
    await this.#starting // what it started is there to be stopped then
    for (const run of this.#runs) run.stop()
    await Promise.all([...this.#runs.map(({ finished }) => finished), this.#sweeps.close()])
    await this.#library.settled()
    await this.#videos.close()
    if (this.#publisher !== null) clearInterval(this.#publisher)
    this.#publisher = null
    for (const client of this.#clients) client.close()
    this.#clients.clear()
  }

  readonly #handlers: Omit<Handlers, keyof (LibraryHandlers & SweepHandlers & VideoHandlers)> = {
    hello: async () => ({
      capabilities: this.#capabilities(),
      presets: [...describePresets(), ownTaskInfo(await recentModules())],
    }),
    startRun: async (input) => {
      const [run] = await this.#alone(async () => this.#begin([await startRun(requestOf(input))] as const))
      return { runId: run.info.runId }
    },
    startRace: async ({ runs: [a, b] }) => {
      const [first, second] = await this.#alone(async () => this.#begin(await startRace([requestOf(a), requestOf(b)])))
      return { runIds: [first.info.runId, second.info.runId] }
    },
    startSweep: (input) => this.#alone(() => this.#sweeps.start(input)),
    stopRun: ({ runId }) => {
      if (this.#runs.some(({ info }) => info.runId === runId)) for (const run of this.#runs) run.stop()
      return Promise.resolve({})
    },
    turnKnob: ({ runId, ...turn }) => {
      const run = this.#runs.find(({ info }) => info.runId === runId)
      if (run !== undefined) return Promise.resolve({ label: run.turnKnob(turn) })
      throw new InvalidStateError('That run is no longer the one that goes on.')
    },
    listStoryboards: async () => ({ storyboards: await listStoryboards() }),
    ownTaskChanged: (asked) => this.#watches.changed(asked),
    pickFile: async () => ({ file: (await this.#options.pickFile?.()) ?? null }),
    pickFolder: async () => ({ folder: (await this.#options.pickFolder?.()) ?? null }),
  }

  /** Starts what must have the machine to itself. @throws InvalidStateError while something goes on; what `start` throws */
  async #alone<R>(start: () => Promise<R>): Promise<R> {
    if (this.#closed) throw new InvalidStateError('The app is closing.')
    if (this.#starting !== null || this.#runs.some(({ summary }) => summary === null)) {
      throw new InvalidStateError('A run is going on. Stop it, or wait until it has ended.')
    }
    if (this.#sweeps.isGoing) throw new InvalidStateError('A sweep is going on. Stop it, or wait until it has ended.')
    const started = start()
    this.#starting = started.catch(() => undefined)
    try {
      return await started
    } finally {
      this.#starting = null
    }
  }

  #begin<R extends readonly Run[]>(runs: R): R {
    this.#runs = runs
    for (const run of runs) this.#library.record(run)
    for (const client of this.#clients) client.follow(...runs)
    this.#publish()
    return runs
  }

  /** Sends batches while any window has something to read. */
  #publish(): void {
    this.#publisher ??= setInterval(() => {
      let open = false
      for (const client of this.#clients) open = client.publish() || open
      if (open || this.#publisher === null) return
      clearInterval(this.#publisher)
      this.#publisher = null
    }, PUBLISH_MS)
  }

  #capabilities(): Capabilities {
    return {
      protocol: PROTOCOL_VERSION,
      app: VERSION,
      cores: availableParallelism(),
      platform: process.platform,
      node: process.version,
      electron: this.#options.electron,
      pickFolder: this.#options.pickFolder !== undefined,
      recordsItself: this.#options.recordsItself ?? false,
      cpuPerThread: process.platform === 'linux' || Number(process.versions.node.split('.')[0]) >= 24,
      defaultFolder: DEFAULT_FOLDER,
      library: this.#library.capabilities,
    }
  }
}

export function createSession(options: HostOptions): Session {
  return new Session(options)
}

const requestOf = ({ preset, params, seed, confirmed }: RequestInput<'startRun'>): RunRequest => ({
  preset,
  params,
  ...(seed === undefined ? {} : { seed }),
  ...(confirmed === undefined ? {} : { confirmed }),
})

function describePresets(): PresetInfo[] {
  return PRESETS.map((preset) => ({
    ...preset,
    fields: describeParameters(findTechnique(preset.technique).schema, preset.params),
  }))
}
