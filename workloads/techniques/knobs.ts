import { InvalidStateError, offerKnob, type CheckedTurn, type KnobId, type KnobOffer } from '../contract/index.ts'
import type { EventLoopExecutor, Executor } from '../executors/index.ts'
import type { Arrivals } from './arrivals.ts'

/** What each knob does that a technique offers. They throw InvalidStateError for a worker that is gone. */
export type KnobActions = Readonly<Partial<Record<KnobId, (turn: CheckedTurn) => void>>>

/** The knobs of a pool of at most `maxWorkers`. */
export const poolOffers = (workers: number, maxWorkers: number): KnobOffer[] => [
  offerKnob('resize', workers, { max: maxWorkers }),
  offerKnob('slow', 1),
  offerKnob('kill', null),
  offerKnob('bound', 0),
]

export const poolKnobs = (pool: Executor): KnobActions => ({
  resize: ({ value }) => pool.resize(value),
  slow: ({ worker, value }) => pool.slowWorker(worker, value),
  kill: ({ worker }) => pool.crashWorker(worker),
  bound: ({ value }) => pool.boundQueue(value === 0 ? Infinity : value),
})

/** The knobs of an event loop. */
export const loopOffers = (): KnobOffer[] => [offerKnob('block', null), offerKnob('slow', 1), offerKnob('kill', null)]

export const loopKnobs = (loop: EventLoopExecutor): KnobActions => ({
  block: ({ value }) => loop.block(value),
  slow: ({ worker, value }) => loop.slowWorker(worker, value),
  kill: ({ worker }) => loop.crashWorker(worker),
})

interface ArrivalParams {
  readonly arrival: string
  readonly ratePerSecond: number
}

/** Where tasks arrive one by one, how fast. */
export const rateOffers = ({ arrival, ratePerSecond }: ArrivalParams): KnobOffer[] =>
  arrival === 'all-at-once' ? [] : [offerKnob('rate', ratePerSecond)]

export const rateKnobs = (arrivals: Arrivals, { ratePerSecond }: ArrivalParams): KnobActions => ({
  rate: ({ value }) => arrivals.setSpeed(value / ratePerSecond),
})

/** A thread or process that belongs to one task, or to none. */
interface OneWorker {
  readonly index: number
  isAlive(): boolean
}

/** @throws InvalidStateError when it has ended */
export function findAlive<W extends OneWorker>(workers: Iterable<W>, index: number): W {
  for (const worker of workers) if (worker.index === index && worker.isAlive()) return worker
  throw new InvalidStateError('That worker has ended. Choose one that runs.')
}

/** The knob of threads and processes that each have a task of their own. */
export const killKnob = (workers: Iterable<OneWorker & { crash(): void }>): KnobActions => ({
  kill: ({ worker }) => findAlive(workers, worker).crash(),
})
