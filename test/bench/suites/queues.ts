import { compileContestants } from '../entrants/compile.ts'
import { startNode } from '../entrants/node.ts'
import { startPython } from '../entrants/python.ts'
import { takeTurns } from '../rounds.ts'
import { atLeast, compare } from '../row.ts'
import type { BenchContext, Row, Suite } from '../suite.ts'

const SIDES = [
  { id: 'queue-threads', module: 'queue-threads', kind: 'thread', peer: 'queue.Queue', numbers: 4, objects: 2 },
  { id: 'queue-processes', module: 'queue-processes', kind: 'process', peer: 'multiprocessing.Queue', numbers: 2, objects: 2 },
] as const

/** Queues of capacity 100, one producer, two consumers: numbers, and objects of 1 kB. */
export const queues: Suite = {
  name: 'queues',
  run: async (context) => {
    await compileContestants()
    const rows: Row[] = []
    for (const side of SIDES) rows.push(...(await measure(side, context)))
    return rows
  },
}

async function measure({ id, module, kind, peer, ...targets }: (typeof SIDES)[number], context: BenchContext): Promise<Row[]> {
  context.say(`  ${id}`)
  const { python } = context
  const peers = python === null ? [] : [startPython(peer, python, 'queues.py', kind)]
  const results = await takeTurns([startNode('ours', module), ...peers], context)
  return (['numbers', 'objects'] as const).map((of) =>
    compare({
      ...{ id: of === 'numbers' ? id : `${id}-1kb`, unit: 'items/s', better: 'more', target: atLeast(targets[of]) },
      ...{ ours: results.of('ours', of), peers: results.peers([peer], of) },
    }),
  )
}
