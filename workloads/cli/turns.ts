import {
  checkTurn,
  didYouMean,
  InvalidStateError,
  isKnobId,
  KNOB_IDS,
  KNOBS,
  UsageError,
  type KnobOffer,
  type KnobRequest,
  type KnobTurn,
  type WorkerInfo,
} from '../contract/index.ts'
import type { Run } from '../runs/index.ts'
import { duration } from './text/units.ts'

/** A knob to be turned at a time of the run. */
export interface PlannedTurn {
  /** As it was given. */
  readonly text: string
  readonly atMs: number
  readonly knob: string
  readonly value?: number
  /** Number or name of a worker, which may start only then. */
  readonly worker?: string
}

const FORM = /^(\d+(?:\.\d+)?)(ms|s):([a-z]+)(?:=(.*))?$/
const EXAMPLES = '2s:resize=4, 500ms:kill=1 or 3s:slow=2:10 (worker 2, ten times slower)'

/**
 * `--turn` texts, in the order of their times.
 * @throws UsageError that names the option and what would be right
 */
export function readTurns(texts: readonly string[], offers: readonly KnobOffer[]): PlannedTurn[] {
  return texts.map((text) => readTurn(text, offers)).sort((a, b) => a.atMs - b.atMs)
}

function readTurn(text: string, offers: readonly KnobOffer[]): PlannedTurn {
  const [, time, unit, knob = '', setting = ''] = FORM.exec(text.trim()) ?? []
  if (time === undefined) throw new UsageError(`--turn takes time:knob=value, for example ${EXAMPLES}, not "${text}".`)
  if (!isKnobId(knob)) throw new UsageError(`--turn "${text}": there is no knob "${knob}". ${didYouMean(knob, KNOB_IDS)}`)
  const { roles, value: range } = KNOBS[knob]
  const [first = '', second = ''] = setting.split(':').map((part) => part.trim())
  const number = roles === null ? first : second
  const turn: PlannedTurn = {
    text,
    atMs: Number(time) * (unit === 's' ? 1000 : 1),
    knob,
    ...(range === null ? {} : { value: number === '' ? NaN : Number(number) }),
    ...(roles === null || first === '' ? {} : { worker: first }),
  }
  try {
    // Which workers there will be is not known yet.
    checkTurn(offers, requestOf(turn, () => 0))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`--turn "${text}": ${error.message} For example: ${EXAMPLES}.`, { cause: error })
  }
  return turn
}

/**
 * Turns the knobs of a run at their times.
 * @param onProblem gets what could not be done, in words
 * @returns to be called when the run has ended: those whose time had not come are told then
 */
export function playTurns(run: Run, turns: readonly PlannedTurn[], onProblem: (text: string) => void): () => void {
  const left = new Set(turns)
  const play = (turn: PlannedTurn): void => {
    left.delete(turn)
    try {
      run.turnKnob(requestOf(turn, (worker) => indexOf(worker, run.recorder.workers.infos)))
    } catch (error) {
      if (!(error instanceof InvalidStateError || error instanceof UsageError)) throw error
      onProblem(`--turn "${turn.text}" was not done: ${error.message}`)
    }
  }
  const timers = turns.map((turn) => setTimeout(() => play(turn), Math.max(0, turn.atMs - run.nowMs)))
  return () => {
    for (const timer of timers) clearTimeout(timer)
    for (const { text } of left) onProblem(`--turn "${text}" was not done: the run had ended by then.`)
    left.clear()
  }
}

function requestOf({ knob, value, worker }: PlannedTurn, toIndex: (worker: string) => number): KnobRequest {
  return {
    knob,
    ...(value === undefined ? {} : { value }),
    ...(worker === undefined ? {} : { worker: toIndex(worker) }),
  }
}

/** Of a worker by its name, or by its number: the first that started is 1. */
function indexOf(worker: string, infos: readonly WorkerInfo[]): number {
  const named = infos.find(({ id }) => id === worker)
  if (named !== undefined) return named.index
  const number = Number(worker)
  if (Number.isInteger(number) && number >= 1) return number - 1
  throw new UsageError(`There is no worker "${worker}". A worker has a number from 1 on, or a name such as "thread 1".`)
}

/** The knobs that were turned, for people; empty when none was. */
export function turnsText(turns: readonly KnobTurn[]): string {
  if (turns.length === 0) return ''
  const lines = turns.map(({ atMs, label }) => `  ${duration(atMs).padStart(8)}  ${label}`)
  return `\nknobs turned\n${lines.join('\n')}\n`
}
