import { createStore, type StoreApi } from 'zustand/vanilla'
import { chaptersOf, webVttOf } from '../../workloads/analysis/index.ts'
import type { RequestInput, RequestName, RequestOutput, Show, Video, VideoFormat } from '../../workloads/contract/index.ts'
import type { Captured, CaptureOptions } from './capture.ts'
import { findCodec, type VideoCodecChoice } from './codecs.ts'
import type { EncodeSettings } from './encode-messages.ts'
import type { RunningEncoder, StartEncoder } from './encode-thread.ts'
import { videoSize, type PictureSize, type VideoRate, type VideoSize } from './picture-size.ts'
import { AT_REST, isFree, isRecording, NO_PROGRESS, type RecorderData } from './recorder-data.ts'
import { ShowTrack } from './show-track.ts'

const COUNTDOWN_S = 3
const SECOND_MS = 1000
/** So long the last digit is gone before the first picture is taken: captures come a little late. */
const CLEAR_MS = 300

/** How a recording is made; what the user chose. */
export interface RecordChoice {
  readonly format: VideoFormat
  readonly fps: VideoRate
  readonly size: VideoSize
}

/** What is recorded. */
export interface Subject {
  /** Null: the whole window. */
  readonly stage: () => HTMLElement | null
  /** For the name of the file. */
  readonly title: string
  /** The show as far as it is; null where none is performed. */
  readonly tellShow: () => Show | null
}

export interface RecorderServices {
  readonly request: <N extends RequestName>(name: N, input: RequestInput<N>) => Promise<RequestOutput<N>>
  readonly capture: (options: CaptureOptions) => Promise<Captured>
  readonly startEncoder: StartEncoder
  /** The host lets the window record itself without a prompt. */
  readonly own: () => boolean
  /** Of what the window shows, while nothing is presented. */
  readonly title: () => string
  readonly findCodec?: (format: VideoFormat, size: PictureSize, fps: VideoRate) => Promise<VideoCodecChoice | null>
  /** Calls back after so many ms, unless it is called off. */
  readonly setTimer?: (callback: () => void, delayMs: number) => () => void
}

/** What there is while something is recorded. */
interface Recording {
  readonly id: string
  readonly captured: Captured
  readonly subject: Subject
  readonly track: ShowTrack
  readonly encoder: RunningEncoder
}

/** Records the window, or the stage in it, into a video that the host keeps. One at a time. */
export class Recorder {
  readonly store: StoreApi<RecorderData> = createStore(() => AT_REST)
  readonly #services: RecorderServices
  #recording: Recording | null = null
  #presented: Subject | null = null
  #abort = new AbortController()

  constructor(services: RecorderServices) {
    this.#services = services
  }

  /** From now on this is recorded instead of the window. @returns what ends that */
  present(subject: Subject): () => void {
    this.#presented = subject
    return () => {
      if (this.#presented === subject) this.#presented = null
    }
  }

  /** Asks, counts down, records until `stop`, and resolves when the file is finished or nothing came of it. Never rejects. */
  async record(choice: RecordChoice): Promise<void> {
    if (!isFree(this.store.getState())) return
    const subject = this.#presented ?? { stage: () => null, title: this.#services.title(), tellShow: () => null }
    const { signal } = (this.#abort = new AbortController())
    this.store.setState({ ...AT_REST, phase: 'asking', said: '' })
    const stage = subject.stage()
    let captured: Captured | null = null
    let id: string | null = null
    try {
      // First of all: browsers ask only while they handle what the user did.
      captured = await this.#services.capture({ stage, fps: choice.fps, own: this.own })
      const codec = await this.#codecFor(choice, captured)
      id = (await this.#services.request('beginVideo', { format: choice.format, title: subject.title })).id
      captured.onEnded(() => (isRecording(this.store.getState()) ? this.stop() : this.cancel()))
      this.store.setState({ note: noteOf(captured, stage) })
      await this.#countDown(signal)
      const video = this.#start(id, captured, subject, { ...choice, codec, part: captured.part() })
      await this.#watch(video)
    } catch (error) {
      if (id !== null) await this.#dropEmpty(id)
      this.store.setState({ ...AT_REST, problem: signal.aborted ? null : whyNot(error), said: signal.aborted ? 'Recording cancelled' : '' })
    } finally {
      captured?.stop()
      this.#recording = null
    }
  }

  /** The host lets the window record itself; it also has a dialog for what is saved. */
  get own(): boolean {
    return this.#services.own()
  }

  /** What was left without an end, by this window or another; nothing where the host does not say. */
  async cutOff(): Promise<readonly Video[]> {
    const listed = await this.#services.request('listVideos', {}).catch(() => null)
    return listed?.videos.filter(({ state }) => state === 'cut off') ?? []
  }

  /** Ends the countdown, or the question of the browser when it is answered. */
  cancel(): void {
    if (this.store.getState().phase === 'counting' || this.store.getState().phase === 'asking') this.#abort.abort()
  }

  pause(): void {
    if (this.store.getState().phase !== 'recording') return
    this.#recording?.encoder.pause()
    this.store.setState({ phase: 'paused', said: 'Recording paused' })
  }

  resume(): void {
    if (this.store.getState().phase !== 'paused') return
    this.#recording?.encoder.resume()
    this.store.setState({ phase: 'recording', said: 'Recording goes on' })
  }

  stop(): void {
    if (!isRecording(this.store.getState())) return
    this.store.setState({ phase: 'finishing', said: 'Recording stopped' })
    this.#recording?.encoder.stop()
  }

  /** Ends the recording, or takes the one that is done, and moves it into the trash; `undo` brings it back. */
  async discard(): Promise<void> {
    const { take } = this.store.getState()
    if (this.#recording !== null) {
      this.#abort.abort()
      this.#recording.encoder.close()
    } else if (take !== null) await this.#trash(take.video.id)
  }

  /** Brings back what was discarded last. Never rejects. */
  async undo(): Promise<string | null> {
    const { discarded } = this.store.getState()
    if (discarded === null) return null
    try {
      const { id } = await this.#services.request('restoreVideo', { id: discarded })
      this.store.setState({ discarded: null, said: 'The recording is back' })
      return id
    } catch (error) {
      this.store.setState({ discarded: null, problem: whyNot(error) })
      return null
    }
  }

  /** What was said about the last recording has been read. */
  dismiss(): void {
    if (isFree(this.store.getState())) this.store.setState(AT_REST)
  }

  /** The window goes: what was recorded is kept by the host. */
  close(): void {
    this.#abort.abort()
    this.#recording?.captured.stop()
    this.#recording?.encoder.close()
  }

  /** @throws Error when this machine cannot encode what was chosen */
  async #codecFor({ format, fps, size }: RecordChoice, captured: Captured): Promise<VideoCodecChoice> {
    const pixels = videoSize(size, captured.size.width > 0 ? captured.size : { width: 1920, height: 1080 })
    const codec = await (this.#services.findCodec ?? findCodec)(format, pixels, fps)
    if (codec !== null) return codec
    throw new Error(`This machine cannot encode ${format.toUpperCase()} of ${pixels.width} × ${pixels.height} at ${fps} pictures a second. Choose another format, or less of it.`)
  }

  async #countDown(signal: AbortSignal): Promise<void> {
    for (let countdown = COUNTDOWN_S; countdown > 0; countdown--) {
      signal.throwIfAborted()
      this.store.setState({ phase: 'counting', countdown, said: String(countdown) })
      await this.#pass(SECOND_MS, signal)
    }
    this.store.setState({ countdown: 0 })
    await this.#pass(CLEAR_MS, signal)
    signal.throwIfAborted()
  }

  #pass(ms: number, signal: AbortSignal): Promise<void> {
    const setTimer = this.#services.setTimer ?? windowTimer
    return new Promise((resolve) => {
      const cancelTimer = setTimer(end, ms)
      function end(): void {
        cancelTimer()
        signal.removeEventListener('abort', end)
        resolve()
      }
      signal.addEventListener('abort', end)
    })
  }

  #start(id: string, captured: Captured, subject: Subject, settings: EncodeSettings): Recording {
    let position = 0
    const track = new ShowTrack()
    const encoder = this.#services.startEncoder(captured.frames(), settings, {
      onChunk: async (base64) => {
        position = (await this.#services.request('appendVideo', { id, position, base64 })).bytes
      },
      onProgress: (progress) => {
        this.store.setState({ progress })
        encoder.crop(captured.part())
        const show = this.store.getState().phase === 'recording' ? subject.tellShow() : null
        if (show !== null) track.note(show, progress.seconds * SECOND_MS)
      },
    })
    this.#recording = { id, captured, subject, track, encoder }
    this.store.setState({ phase: 'recording', countdown: 0, progress: NO_PROGRESS, said: 'Recording' })
    return this.#recording
  }

  /** Until it has ended, in whichever way; then the host finishes what there is. */
  async #watch({ id, captured, track, encoder }: Recording): Promise<void> {
    const { progress, why } = await encoder.ended.then(
      (last) => ({ progress: last, why: null }),
      (error: unknown) => ({ progress: this.store.getState().progress, why: whyNot(error) }),
    )
    captured.stop()
    this.#recording = null
    if (this.#abort.signal.aborted) return this.#trash(id)
    this.store.setState({ phase: 'finishing', progress })
    const show = track.show(progress.seconds * SECOND_MS)
    const captions = show === null ? '' : webVttOf(show)
    const chapters = show === null ? '' : chaptersOf(show)
    const finished = await this.#services.request('finishVideo', { id, captions, chapters })
    const problem = [why, finished.problem].filter((text) => text !== null).join(' ') || null
    const take = { video: finished.video, progress, captions, chapters }
    this.store.setState({ phase: 'done', take, problem, said: 'The recording is ready' })
  }

  async #trash(id: string): Promise<void> {
    try {
      const discarded = (await this.#services.request('deleteVideo', { id })).id
      this.store.setState({ ...AT_REST, discarded, said: 'Recording discarded' })
    } catch (error) {
      this.store.setState({ ...AT_REST, problem: whyNot(error) })
    }
  }

  /** Nothing came of it. What the host says against that is less than what went wrong before. */
  async #dropEmpty(id: string): Promise<void> {
    if (this.store.getState().phase !== 'finishing') await this.#services.request('deleteVideo', { id }).catch(() => undefined)
  }
}

/** Where the picture is not what was asked for. */
function noteOf({ shows }: Captured, stage: HTMLElement | null): string | null {
  if (stage === null || shows === 'stage') return null
  return shows === 'window'
    ? 'The whole window is recorded: this browser cannot cut out the stage.'
    : 'What you chose is recorded as a whole. To record the stage alone, choose this tab.'
}

function whyNot(error: unknown): string {
  if (error instanceof DOMException && error.name === 'NotAllowedError') return 'Nothing was recorded: the browser was not allowed to show this window.'
  return error instanceof Error ? error.message : String(error)
}

function windowTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}
