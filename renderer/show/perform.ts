import { cardMs, PACE_MS, readingMs, thinkMs, whenWords } from '../../workloads/analysis/index.ts'
import { PoolscopeError, UsageError, type Show, type Step, type StepOf, type Storyboard } from '../../workloads/contract/index.ts'
import type { RunModel } from '../stores/index.ts'
import { CaptionWatch } from './captions.ts'
import { CueList } from './cue-list.ts'
import { happenedAt } from './happened.ts'
import type { ShowClock } from './show-clock.ts'
import type { Theatre } from './theatre.ts'

const UNTIL_TIMEOUT_MS = 60_000

export interface PerformOptions {
  readonly storyboard: Storyboard
  readonly theatre: Theatre
  readonly clock: ShowClock
  readonly signal: AbortSignal
  /** Something was added to the show, of which this is the part so far. */
  readonly onCue?: (show: Show) => void
  /** A step begins, counted from 0. */
  readonly onStep?: (step: number, atMs: number) => void
  /** A step could not be done; goes on with the next when that resolves. Default: the performance ends with the error. */
  readonly onProblem?: (problem: UsageError) => Promise<void>
  /** Asks the user what the host wants to be sure of before a run. Default: it is agreed to. */
  readonly confirm?: (question: string) => Promise<boolean>
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
      await performance.begin(at)
      await performance.step(step).catch(async (cause: unknown) => {
        if (options.signal.aborted) throw cause
        const problem = new UsageError(`Step ${at + 1} ("${step.step}"): ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
        if (options.onProblem === undefined) throw problem
        await options.onProblem(problem)
      })
    }
    return await performance.end()
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
  /** When the time of the newest run was 0. */
  #runBeganMs = 0
  /** Nobody waits any more for the end of the run that goes on. */
  #leftRun = false

  constructor(options: PerformOptions) {
    this.#options = options
    this.#clock = options.clock
    this.#list = new CueList(() => options.onCue?.({ cues: this.#list.cues, durationMs: this.#clock.nowMs }))
  }

  async begin(step: number): Promise<void> {
    await this.#clock.reach(0, this.#options.signal)
    this.#options.onStep?.(step, this.#clock.nowMs)
  }

  async end(): Promise<Show> {
    const { nowMs } = this.#clock
    await this.#free()
    return { cues: this.#list.cues, durationMs: this.#list.free(nowMs) }
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
    return this.#wait((signal) => this.#clock.pass(ms, signal))
  }

  /** Who cuts a wait short has also read what is shown. */
  async #wait(wait: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { skips } = this.#clock
    await wait(this.#options.signal)
    if (this.#clock.skips !== skips) this.#list.release(this.#clock.nowMs)
  }

  /** Waits until the caption has been read. */
  async #free(): Promise<number> {
    await this.#pass(Math.max(0, this.#list.free(0) - this.#clock.nowMs))
    return this.#clock.nowMs
  }

  async #card(step: StepOf<'card'>): Promise<void> {
    const { title, text } = step
    const atMs = await this.#free()
    this.#list.add({ cue: 'chapter', title, atMs })
    this.#list.add({ cue: 'card', title, text: text ?? null, atMs })
    await this.#pass(cardMs(step))
    this.#list.add({ cue: 'card-off', atMs: this.#clock.nowMs })
  }

  async #say(text: string, forMs = readingMs(text)): Promise<void> {
    const shownMs = this.#list.addCaption(text, this.#clock.nowMs)
    await this.#pass(shownMs - this.#clock.nowMs + forMs)
  }

  async #run({ preset, params = {}, captions = [] }: StepOf<'run'>): Promise<void> {
    const { theatre } = this.#options
    await this.#endLeftRun()
    if (theatre.isLive) throw new UsageError('a run goes on. Wait for its end with "until" before the next one')
    const run = await this.#start({ preset, params })
    const place = theatre.runs.indexOf(run)
    const beganMs = this.#clock.follow(run)
    this.#runBeganMs = beganMs
    this.#list.add({ cue: 'play', run: place, fromMs: 0, speed: 1, atMs: beganMs })
    this.#watch(new CaptionWatch(run, captions), (runMs) => beganMs + runMs)
  }

  async #start(input: { preset: string; params: NonNullable<StepOf<'run'>['params']> }): Promise<RunModel> {
    const { theatre, storyboard, signal, confirm } = this.#options
    const start = (confirmed: boolean): Promise<RunModel> => theatre.startRun({ ...input, seed: storyboard.seed, confirmed }, signal)
    if (confirm === undefined) return start(true)
    try {
      return await start(false)
    } catch (error) {
      if (!(error instanceof PoolscopeError) || error.code !== 'ERR_CONFIRMATION_NEEDED') throw error
      if (await confirm(error.message)) return start(true)
      throw new UsageError('you did not agree to this run', { cause: error })
    }
  }

  /** A run whose end was to be waited for, which was cut short. */
  async #endLeftRun(): Promise<void> {
    const { theatre, signal } = this.#options
    if (!this.#leftRun) return
    this.#leftRun = false
    await theatre.stopRun()
    await theatre.until(() => !theatre.isLive, signal)
    this.#clock.unfollow()
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
    const { skips } = this.#clock
    const skipped = (): boolean => this.#clock.skips !== skips
    try {
      await theatre.until(() => came() || skipped() || !theatre.isLive, AbortSignal.any([signal, timeout]))
    } catch (cause) {
      if (signal.aborted) throw cause
      throw new UsageError(`"${whenWords(when)}" did not come within ${timeoutMs / 1000} s`, { cause })
    }
    if (skipped()) {
      this.#leftRun = theatre.isLive
      this.#list.release(this.#clock.nowMs)
      return
    }
    const cameMs = happenedAt(when, run)
    if (cameMs === null) throw new UsageError(`"${whenWords(when)}" never came: the run has ended`)
    await this.#wait((audience) => this.#clock.reach(this.#runBeganMs + cameMs, audience))
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

  async #predict(step: StepOf<'predict'>): Promise<void> {
    const { question, answers, right, why } = step
    this.#list.add({ cue: 'question', question, answers, atMs: await this.#free() })
    await this.#wait((signal) => this.#clock.think(thinkMs(step), signal))
    this.#list.add({ cue: 'answer', right: right - 1, why, atMs: this.#clock.nowMs })
    await this.#pass(readingMs(`${answers[right - 1] ?? ''}${why}`))
    this.#list.add({ cue: 'question-off', atMs: this.#clock.nowMs })
  }

  async #replay({ run: number, speed, fromMs = 0, toMs, captions = [] }: StepOf<'replay'>): Promise<void> {
    await this.#endLeftRun()
    const [place, run] = this.#recorded(number)
    const endMs = Math.min(toMs ?? run.endMs, run.endMs)
    if (endMs <= fromMs) throw new UsageError(`the run has ended by ${fromMs} ms`)
    const beganMs = await this.#free()
    this.#list.add({ cue: 'play', run: place, fromMs, speed, atMs: beganMs })
    const shown = captions.filter(({ when }) => isWithin(happenedAt(when, run), fromMs, endMs))
    this.#watch(new CaptionWatch(run, shown), (runMs) => beganMs + (runMs - fromMs) / speed)
    await this.#pass((endMs - fromMs) / speed)
    this.#list.add({ cue: 'play', run: place, fromMs: endMs, speed: 0, atMs: this.#clock.nowMs })
    await this.#pass(PACE_MS.rest)
  }

  async #compare({ runs, forMs = PACE_MS.compare }: StepOf<'compare'>): Promise<void> {
    await this.#endLeftRun()
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

