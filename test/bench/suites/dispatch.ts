import type { DispatchSetting } from '../contestants/dispatch.ts'
import { compileContestants } from '../entrants/compile.ts'
import { startNode } from '../entrants/node.ts'
import { startPython } from '../entrants/python.ts'
import { takeTurns, type Entrant, type Results } from '../rounds.ts'
import { atLeast, atMost, compare } from '../row.ts'
import type { BenchContext, Row, Suite } from '../suite.ts'

type Kind = DispatchSetting['kind']

/** Who takes part, beside ours. A tuned one appears in a second row. */
const PEERS: Readonly<Record<Kind, readonly { pool: string; tuned: boolean }[]>> = {
  thread: [
    { pool: 'piscina', tuned: true },
    { pool: 'tinypool', tuned: true },
    { pool: 'workerpool', tuned: false },
    { pool: 'poolifier', tuned: true },
  ],
  process: [
    { pool: 'tinypool', tuned: true },
    { pool: 'workerpool', tuned: false },
    { pool: 'poolifier', tuned: true },
  ],
}

const MEASURES = {
  burst: { figure: 'burst', unit: 'tasks/s', better: 'more', thread: atLeast(5), process: atLeast(5) },
  window64: { figure: 'window', unit: 'tasks/s', better: 'more', thread: atLeast(2.5), process: atLeast(3) },
  latency: { figure: 'latencyUs', unit: 'us', better: 'less', thread: atMost(1), process: atMost(1.1) },
} as const

const PYTHON = {
  thread: { name: 'ThreadPoolExecutor', target: atLeast(3) },
  process: { name: 'ProcessPoolExecutor (fork)', target: atLeast(20) },
} as const

/** So many contestants on two cores: each gets a fraction of it. */
const WARM_UP_MS = 6000

/** How fast pools hand out no-op tasks. */
export const dispatch: Suite = {
  name: 'dispatch',
  run: async (context) => {
    await compileContestants()
    const rows: Row[] = []
    // Threads first, then processes: half as many processes lie idle meanwhile.
    for (const kind of ['thread', 'process'] as const) {
      context.say(`  ${kind} pools`)
      const results = await takeTurns(entrants(kind, context), context, WARM_UP_MS)
      rows.push(...rowsOf(kind, results))
    }
    return rows
  },
}

function entrants(kind: Kind, { python }: BenchContext): Promise<Entrant>[] {
  const start = (name: string, pool: string, setting: DispatchSetting['setting']): Promise<Entrant> =>
    startNode(name, 'dispatch', { pool, kind, setting } satisfies DispatchSetting)
  return [
    start('ours', 'ours', 'default'),
    ...PEERS[kind].map(({ pool }) => start(pool, pool, 'default')),
    ...PEERS[kind].filter(({ tuned }) => tuned).map(({ pool }) => start(`${pool}, tuned`, pool, 'tuned')),
    ...(python === null ? [] : [startPython('Python', python, 'pools.py', kind)]),
  ]
}

function rowsOf(kind: Kind, results: Results): Row[] {
  const asTheyCome = PEERS[kind].map(({ pool }) => pool)
  const tuned = PEERS[kind].filter((peer) => peer.tuned).map(({ pool }) => `${pool}, tuned`)
  const rows = Object.entries(MEASURES).flatMap(([name, { figure, unit, better, [kind]: target }]) =>
    [
      { id: `${kind}-${name}`, peers: asTheyCome },
      { id: `${kind}-${name}-tuned`, peers: tuned },
    ].map(({ id, peers }) =>
      compare({ id, unit, better, ours: results.of('ours', figure), peers: results.peers(peers, figure), target }),
    ),
  )
  const { name, target } = PYTHON[kind]
  const python = results.peers(['Python'], 'burst').map(({ values }) => ({ name, values }))
  const ours = results.of('ours', 'burst')
  return [...rows, compare({ id: `${kind}-vs-python`, unit: 'tasks/s', better: 'more', ours, peers: python, target })]
}
