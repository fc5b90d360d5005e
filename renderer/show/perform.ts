import { UsageError, type Show, type Step, type StepOf, type Storyboard } from '../../workloads/contract/index.ts'
import { CaptionWatch, readingMs } from './captions.ts'
import { CueList } from './cue-list.ts'
import { happenedAt } from './happened.ts'
import { ShowClock } from './show-clock.ts'
import type { Pace, Theatre } from './theatre.ts'

const CARD_MS = 3500
const THINK_MS = 5000
const COMPARE_MS = 6000
const UNTIL_TIMEOUT_MS = 60_000
/** A replay ends with a moment of rest. */
const REST_MS = 600

export interface PerformOptions {
  readonly storyboard: Storyboard
  readonly theatre: Theatre
  readonly pace: Pace
  readonly signal: AbortSignal
  /** Something was added to the show, of which this is the part so far. */
  readonly onCue?: (show: Show) => void
}

/**
 * Performs a storyboard on real runs.
 * @returns what was to be seen at which time; the runs are those of the theatre
 * @throws UsageError when a step cannot be done, which it names; the host's errors; what `signal` was aborted with. The
 *   run that went on is stopped then.
 */
export async function perform(options: PerformOptions): Promise<Show> {
  const performance = new Performance(options)
  try {
    for (const [at, step] of options.storyboard.steps.entries()) {
      await performance.step(step).catch((cause: unknown) => {
        if (options.signal.aborted) throw cause
        throw new UsageError(`Step ${at + 1} ("${step.step}"): ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
      })
    }
    return performance.end()
  } catch (error) {
    await options.theatre.stopRun().catch(() => undefined) // the reason is the error above
    throw error
  } finally {
    performance.close()
  }
}

class Performance {
  readonly #options: PerformOptions
  readonly #clock: ShowClock
  readonly #list: CueList
  #stopWatching: () => void = () => undefined

  constructor(options: PerformOptions) {
    this.#options = options
    this.#clock = new ShowClock(options.pace, options.theatre)
    this.#list = new CueList(() => options.onCue?.({ cues: this.#list.cues, durationMs: this.#clock.nowMs }))
  }

  end(): Show {
    return { cues: this.#list.cues, durationMs: this.#list.free(this.#clock.nowMs) }
  }

  close(): void {
    this.#stopWatching()
  }

  async step(step: Step): Promise<void> {
    switch (step.step) {
      case 'card':
        return this.#card(step)
      case 'chapter':
        this.#list.add({ cue: 'chapter', title: step.title, atMs: this.#clock.nowMs })
        return
      case 'show':
        this.#list.add({ cue: 'panels', panels: step.panels, atMs: await this.#free() })
        return
      case 'say':
        return this.#say(step.text, step.forMs)
      case 'hold':
        return this.#pass(step.forMs)
      case 'run':
        return this.#run(step)
      case 'until':
        return this.#until(step)
      case 'turn':
        return this.#turn(step)
      case 'highlight':
        this.#list.add({ cue: 'highlight', panel: step.panel, atMs: this.#clock.nowMs })
        return
      case 'predict':
        return this.#predict(step)
      case 'replay':
        return this.#replay(step)
      case 'compare':
        return this.#compare(step)
    }
  }

  #pass(ms: number): Promise<void> {
    return this.#clock.pass(ms, this.#options.signal)
  }

  /** Waits until the caption has been read. */
  async #free(): Promise<number> {
    await this.#pass(Math.max(0, this.#list.free(0) - this.#clock.nowMs))
    return this.#clock.nowMs
  }

  async #card({ title, text, forMs = CARD_MS }: StepOf<'card'>): Promise<void> {
    const atMs = await this.#free()
    this.#list.add({ cue: 'chapter', title, atMs })
    this.#list.add({ cue: 'card', title, text: text ?? null, atMs })
    await this.#pass(Math.max(forMs, readingMs(title + (text ?? ''))))
    this.#list.add({ cue: 'card-off', atMs: this.#clock.nowMs })
  }

  async #say(text: string, forMs = readingMs(text)): Promise<void> {
    const shownMs = this.#list.addCaption(text, this.#clock.nowMs)
    await this.#pass(shownMs - this.#clock.nowMs + forMs)
  }

  async #run({ preset, params = {}, captions = [] }: StepOf<'run'>): Promise<void> {
    const { theatre, storyboard, signal } = this.#options
    if (theatre.isLive) throw new UsageError('a run goes on. Wait for its end with "until" before the next one')
    const run = await theatre.startRun({ preset, params, seed: storyboard.seed, confirmed: true }, signal)
    const place = theatre.runs.indexOf(run)
    const beganMs = this.#clock.follow(run)
    this.#list.add({ cue: 'play', run: place, fromMs: 0, speed: 1, atMs: beganMs })
    this.#watch(new CaptionWatch(run, captions), (runMs) => beganMs + runMs)
  }

  /** Says each caption when its moment comes. One watch at a time: that of the newest run. */
  #watch(watch: CaptionWatch, toShowMs: (runMs: number) => number): void {
    this.#stopWatching()
    const look = (): void => {
      for (const { runMs, text } of watch.due()) this.#list.addCaption(text, toShowMs(runMs))
    }
    this.#stopWatching = this.#options.theatre.onChange(look)
    look()
  }

  async #until({ when, timeoutMs = UNTIL_TIMEOUT_MS }: StepOf<'until'>): Promise<void> {
    const { theatre, signal } = this.#options
    const { run } = theatre
    if (run === null) throw new UsageError('no run has been started')
    const timeout = AbortSignal.timeout(timeoutMs)
    const came = (): boolean => happenedAt(when, run) !== null
    try {
      await theatre.until(() => came() || !theatre.isLive, AbortSignal.any([signal, timeout]))
    } catch (cause) {
      if (signal.aborted) throw cause
      throw new UsageError(`${JSON.stringify(when)} did not come within ${timeoutMs / 1000} s`, { cause })
    }
    if (!came()) throw new UsageError(`${JSON.stringify(when)} never came: the run has ended`)
    if (!theatre.isLive) this.#clock.unfollow()
  }

  async #turn({ knob, value, worker }: StepOf<'turn'>): Promise<void> {
    const { theatre } = this.#options
    const runId = theatre.run?.runId ?? null
    if (runId === null || !theatre.isLive) throw new UsageError('no run goes on')
    await theatre.request('turnKnob', {
      runId,
      knob,
      ...(value === undefined ? {} : { value }),
      ...(worker === undefined ? {} : { worker }),
    })
  }

  async #predict({ question, answers, right, why, thinkMs = THINK_MS }: StepOf<'predict'>): Promise<void> {
    this.#list.add({ cue: 'question', question, answers, atMs: await this.#free() })
    await this.#pass(Math.max(thinkMs, readingMs(question + answers.join(''))))
    this.#list.add({ cue: 'answer', right: right - 1, why, atMs: this.#clock.nowMs })
    await this.#pass(readingMs(why))
    this.#list.add({ cue: 'question-off', atMs: this.#clock.nowMs })
  }

  async #replay({ run: number, speed, fromMs = 0, toMs, captions = [] }: StepOf<'replay'>): Promise<void> {
    const [place, run] = this.#recorded(number)
    const endMs = Math.min(toMs ?? run.endMs, run.endMs)
    if (endMs <= fromMs) throw new UsageError(`the run has ended by ${fromMs} ms`)
    const beganMs = await this.#free()
    this.#list.add({ cue: 'play', run: place, fromMs, speed, atMs: beganMs })
    const shown = captions.filter(({ when }) => isWithin(happenedAt(when, run), fromMs, endMs))
    this.#watch(new CaptionWatch(run, shown), (runMs) => beganMs + (runMs - fromMs) / speed)
    await this.#pass((endMs - fromMs) / speed)
    this.#list.add({ cue: 'play', run: place, fromMs: endMs, speed: 0, atMs: this.#clock.nowMs })
    await this.#pass(REST_MS)
  }

  async #compare({ runs, forMs = COMPARE_MS }: StepOf<'compare'>): Promise<void> {
    const [a, b] = [this.#recorded(runs[0])[0], this.#recorded(runs[1])[0]]
    this.#list.add({ cue: 'compare', runs: [a, b], atMs: await this.#free() })
    await this.#pass(forMs)
    this.#list.add({ cue: 'compare-off', atMs: this.#clock.nowMs })
  }

  /** A run that has ended, by its number from 1; default: the last. */
  #recorded(number = this.#options.theatre.runs.length): [place: number, run: Theatre['runs'][number]] {
    const run = this.#options.theatre.runs[number - 1]
    if (run === undefined) throw new UsageError(`there is no run ${number}: ${this.#options.theatre.runs.length} were started`)
    if (run === this.#options.theatre.run && this.#options.theatre.isLive) {
      throw new UsageError(`run ${number} goes on. Wait for its end with "until" first`)
    }
    return [number - 1, run]
  }
}

const isWithin = (ms: number | null, fromMs: number, toMs: number): boolean => ms !== null && ms >= fromMs && ms <= toMs

