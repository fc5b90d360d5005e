import fc from 'fast-check'

/** Random schedules: a small pool, and what is done to it. Plain data, so that a failure can be read and repeated. */
export const KINDS = ['thread', 'process', 'event-loop'] as const
export type Kind = (typeof KINDS)[number]

/** What a task does, and what may come of that. */
export interface Work {
  /** Kills its worker, now or a moment after its result. */
  readonly lethal?: true
  /** Ends only if it is stopped: `deaf` by force, else by its signal. */
  readonly endless?: 'deaf' | 'signal'
  /** Its result when nothing comes between: its own number, an error with this text, or none since its worker dies. */
  readonly result: 'value' | 'lost' | { readonly error: string }
  /** Only in this kind of worker. */
  readonly only?: Kind
}

export const WORKS = {
  fast: { result: 'value' },
  brief: { result: 'value' },
  busy: { result: 'value' },
  asleep: { result: 'value' },
  fail: { result: { error: 'fails on purpose' } },
  functionAsInput: { result: { error: 'the input cannot be sent' } },
  functionAsResult: { result: { error: 'result cannot be sent' } },
  rejectLater: { result: 'value', lethal: true },
  throwLater: { result: 'value', lethal: true },
  leave: { result: 'lost', lethal: true },
  killItself: { result: 'lost', lethal: true, only: 'process' },
  exhaust: { result: 'lost', lethal: true, only: 'thread' },
  deaf: { result: 'lost', endless: 'deaf' },
  untilAborted: { result: 'lost', endless: 'signal' },
} as const satisfies Record<string, Work>
export type WorkName = keyof typeof WORKS

export const workOf = (name: WorkName): Work => WORKS[name]

export interface PoolSetup {
  readonly maxWorkers: number
  readonly queue: 'fifo' | 'priority'
  readonly onWorkerLost: 'replace' | 'break'
  readonly maxQueue?: number
  readonly maxTasksPerWorker?: number
  readonly idleTimeoutMs?: number
}

export interface SubmitStep {
  readonly do: 'submit'
  readonly work: WorkName
  readonly count: number
  readonly priority: number
  readonly timeoutMs: number | null
  /** One of the two signals that tasks share. */
  readonly signal: 0 | 1 | null
  /** By `submitWhenRoom`. */
  readonly whenRoom: boolean
}

/** Ways to end a pool. Those that wait for tasks do so with a deadline where a task would never end. */
export const ENDINGS = ['shutdown', 'cancel futures', 'deadline', 'no wait', 'dispose', 'terminate', 'kill', 'abort'] as const
export type Ending = (typeof ENDINGS)[number]

export type Step =
  | SubmitStep
  | { readonly do: 'map'; readonly count: number; readonly bufferSize: number; readonly take: number }
  /** So many tasks, from the newest on or from an older one. */
  | { readonly do: 'cancel'; readonly task: number; readonly count: number }
  /**
   * Short tasks until the pool knows that they are short, then many at once, of which workers get a batch; every second
   * of these is cancelled after some turns of the loop.
   */
  | { readonly do: 'burst'; readonly turns: number }
  | { readonly do: 'abort'; readonly signal: 0 | 1 }
  | { readonly do: 'resize'; readonly workers: number }
  | { readonly do: 'kill worker'; readonly worker: number }
  | { readonly do: 'turns'; readonly count: number }
  | { readonly do: 'pause'; readonly ms: number }
  | { readonly do: 'end'; readonly how: Ending }

export interface Schedule {
  readonly kind: Kind
  readonly setup: PoolSetup
  readonly steps: readonly Step[]
  readonly ending: Ending
}

const WEIGHTS: Partial<Record<WorkName, number>> = { fast: 8, brief: 12, busy: 4, asleep: 4, exhaust: 1, deaf: 1 }

function submits(kind: Kind): fc.Arbitrary<SubmitStep> {
  const names = (Object.keys(WORKS) as WorkName[]).filter((name) => [undefined, kind].includes(workOf(name).only))
  return fc.record({
    do: fc.constant('submit' as const),
    work: fc.oneof(...names.map((name) => ({ arbitrary: fc.constant(name), weight: WEIGHTS[name] ?? 2 }))),
    count: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 8, max: 24 })),
    priority: fc.integer({ min: -1, max: 1 }),
    timeoutMs: fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary: fc.integer({ min: 1, max: 30 }), weight: 1 }),
    signal: fc.constantFrom(null, null, null, 0 as const, 1 as const),
    whenRoom: fc.boolean(),
  })
}

function steps(kind: Kind): fc.Arbitrary<Step> {
  const cancels = fc.record({ do: fc.constant('cancel' as const), task: fc.nat(30), count: fc.integer({ min: 1, max: 12 }) })
  const others: fc.WeightedArbitrary<Step>[] = [
    { arbitrary: submits(kind), weight: 10 },
    { arbitrary: cancels, weight: 4 },
    { arbitrary: fc.record({ do: fc.constant('burst' as const), turns: fc.nat(3) }), weight: 2 },
    { arbitrary: fc.record({ do: fc.constant('abort' as const), signal: fc.constantFrom(0 as const, 1 as const) }), weight: 1 },
    { arbitrary: fc.record({ do: fc.constant('resize' as const), workers: fc.integer({ min: 1, max: 4 }) }), weight: 2 },
    { arbitrary: fc.record({ do: fc.constant('turns' as const), count: fc.integer({ min: 1, max: 5 }) }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant('pause' as const), ms: fc.integer({ min: 1, max: 40 }) }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant('end' as const), how: fc.constantFrom(...ENDINGS) }), weight: 1 },
    {
      arbitrary: fc.record({
        do: fc.constant('map' as const),
        count: fc.integer({ min: 1, max: 12 }),
        bufferSize: fc.integer({ min: 1, max: 6 }),
        take: fc.nat(12),
      }),
      weight: 1,
    },
  ]
  const kill = fc.record({ do: fc.constant('kill worker' as const), worker: fc.nat(8) })
  return fc.oneof(...others, ...(kind === 'process' ? [{ arbitrary: kill, weight: 2 }] : []))
}

export function schedules(kind: Kind): fc.Arbitrary<Schedule> {
  return fc.record({
    kind: fc.constant(kind),
    setup: fc.record(
      {
        maxWorkers: kind === 'event-loop' ? fc.constant(1) : fc.integer({ min: 1, max: kind === 'process' ? 3 : 4 }),
        queue: fc.constantFrom('fifo', 'priority'),
        onWorkerLost: fc.constantFrom('replace', 'replace', 'break'),
        maxQueue: fc.integer({ min: 1, max: 8 }),
        maxTasksPerWorker: fc.integer({ min: 1, max: 4 }),
        idleTimeoutMs: fc.integer({ min: 0, max: 10 }),
      },
      { requiredKeys: ['maxWorkers', 'queue', 'onWorkerLost'] },
    ),
    steps: fc.array(steps(kind), { minLength: 2, maxLength: 14 }),
    ending: fc.constantFrom(...ENDINGS),
  })
}
