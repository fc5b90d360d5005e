import {
  checkTurn,
  InvalidStateError,
  KNOBS,
  type CheckedTurn,
  type KnobOffer,
  type KnobRequest,
  type KnobTurn,
  type WorkerInfo,
} from '../contract/index.ts'
import type { KnobActions } from '../techniques/index.ts'
import type { Recorder } from '../telemetry/recorder.ts'

/** Uses of knobs that a run takes: each stays in memory, in each window and in the run file. */
export const MAX_TURNS = 1_000

/** The knobs of one run: what is offered, what they do, and that each use is told. */
export class KnobBoard {
  readonly #offers: readonly KnobOffer[]
  readonly #recorder: Recorder
  #actions: KnobActions = {}

  constructor(offers: readonly KnobOffer[], recorder: Recorder) {
    this.#offers = offers
    this.#recorder = recorder
  }

  /** For the technique. */
  readonly bind = (actions: KnobActions): void => {
    this.#actions = actions
  }

  /**
   * @returns what became of it, for people
   * @throws UsageError when that is not offered, or out of its range; InvalidStateError for a worker that does not run
   */
  turn(request: KnobRequest): string {
    const turn = checkTurn(this.#offers, request)
    if (this.#recorder.turns.length >= MAX_TURNS) {
      throw new InvalidStateError(`The knobs of this run were turned ${MAX_TURNS} times, and no run takes more.`)
    }
    const { roles, value: schema, tell } = KNOBS[turn.knob]
    const worker = roles === null ? null : this.#livingWorker(turn, roles)
    const action = this.#actions[turn.knob]
    if (action === undefined) throw new InvalidStateError('The run is still starting. Turn the knob again in a moment.')
    action(turn)
    const event: Omit<KnobTurn, 'atMs'> = {
      knob: turn.knob,
      value: schema === null ? null : turn.value,
      worker: worker?.index ?? null,
      label: tell(turn.value, worker?.id ?? ''),
    }
    this.#recorder.turned(event)
    return event.label
  }

  #livingWorker({ knob, worker }: CheckedTurn, roles: readonly WorkerInfo['role'][]): WorkerInfo {
    const { workers } = this.#recorder
    const fits = ({ state, role }: WorkerInfo): boolean => state === 'ready' && roles.includes(role)
    const info = workers.info(worker)
    if (info !== undefined && fits(info)) return info
    const what =
      info === undefined
        ? `There is no worker ${worker + 1}`
        : !roles.includes(info.role)
          ? `The knob "${knob}" is not for a ${info.role}`
          : `${info.id} ${info.state === 'starting' ? 'has not started yet' : 'has ended'}`
    const names = workers.infos.filter(fits).map(({ id }) => id)
    throw new InvalidStateError(`${what}. ${names.length === 0 ? 'No worker runs now.' : `Those that run: ${listed(names)}.`}`)
  }
}

const MOST_NAMES = 8

const listed = (names: readonly string[]): string =>
  names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more` : names.join(', ')
