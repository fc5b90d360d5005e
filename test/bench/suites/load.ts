import type { UnevenSetting } from '../contestants/uneven.ts'
import { compileContestants } from '../entrants/compile.ts'
import { startNode } from '../entrants/node.ts'
import { startPython } from '../entrants/python.ts'
import { median, readable, spread } from '../figures.ts'
import { takeTurns, type Results } from '../rounds.ts'
import { atLeast, atMost, compare, limited } from '../row.ts'
import type { BenchContext, Row, Suite } from '../suite.ts'

/** What pools do under load: tasks of very different length, very many tasks, and the thread that submits them. */
export const load: Suite = {
  name: 'load',
  run: async (context) => {
    await compileContestants()
    // In groups of two, so that few processes lie idle meanwhile.
    return [...(await uneven(context)), ...(await gathered(context)), ...(await alone(context))]
  },
}

async function uneven(context: BenchContext): Promise<Row[]> {
  context.say('  uneven tasks')
  const { measureSpinRate } = await import('#engine/tasks/calibration.js')
  const iterationsPerMs = await measureSpinRate()
  const start = (name: string, pool: string) => startNode(name, 'uneven', { pool, iterationsPerMs } satisfies UnevenSetting)
  const results = await takeTurns([start('ours', 'ours'), start('piscina', 'piscina')], context)
  const row = (id: string, figure: string): Row =>
    compare({
      ...{ id, unit: 'ms', better: 'less', ours: results.of('ours', figure), target: atMost(1.02) },
      peers: results.peers(['piscina'], figure),
    })
  return [
    row('uneven-makespan', 'makespanMs'),
    row('uneven-wait-p99', 'waitP99Ms'),
    row('head-of-line-makespan', 'lineMakespanMs'),
    row('head-of-line-wait-p99', 'lineWaitP99Ms'),
  ]
}

async function gathered(context: BenchContext): Promise<Row[]> {
  context.say('  gather')
  const { python } = context
  const peer = python === null ? [] : [startPython('asyncio', python, 'gather.py')]
  const results = await takeTurns([startNode('ours', 'gather'), ...peer], context)
  const row = (id: string, figure: string): Row =>
    compare({
      ...{ id, unit: 'ms', better: 'less', ours: results.of('ours', 'tookMs'), target: atLeast(5) },
      peers: results.peers(['asyncio'], figure),
    })
  // Eager tasks (Python 3.12) are its best setting for coroutines that never wait.
  const tuned = results.measured('asyncio', 'eagerMs') ? [row('gather-100k-tuned', 'eagerMs')] : []
  return [row('gather-100k', 'tookMs'), ...tuned]
}

/** What nobody else is measured at. */
async function alone(context: BenchContext): Promise<Row[]> {
  context.say('  a million tasks; the loop that submits')
  const results = await takeTurns([startNode('scale', 'scale'), startNode('loop', 'loop-delay')], context)
  return [scaleRow(results), loopRow(results)]
}

function scaleRow(results: Results): Row {
  const [few, many] = [results.of('scale', 'fewPerS'), results.of('scale', 'manyPerS')]
  const lossPercent = few.map((perS, round) => 100 * (1 - (many[round] ?? NaN) / perS))
  return limited({
    ...{ id: 'scale-1m', unit: '% loss', better: 'less', ours: lossPercent, target: { limit: 20, text: '< 20 %' } },
    note:
      `tasks/s with 10 000 waiting ${spread(few)}, with 1 000 000 ${spread(many)}; ` +
      `heap of a waiting task with its future ${readable(median(results.of('scale', 'bytesPerTask')))} bytes`,
  })
}

function loopRow(results: Results): Row {
  const of = (figure: string): string => spread(results.of('loop', figure))
  return limited({
    ...{ id: 'main-loop-delay', unit: 'ms p99', better: 'less', target: { limit: 20, text: '<= 20 ms' } },
    ours: results.of('loop', 'p99Ms'),
    note:
      `a run of 100 000 no-ops, by a timer of 1 ms, and whatever was due behind a late one counts; max ${of('maxMs')} ms. ` +
      `All submitted in one turn by the caller: its own loop ${of('submitMs')} ms, then p99 ${of('afterP99Ms')}, max ${of('afterMaxMs')} ms`,
  })
}
