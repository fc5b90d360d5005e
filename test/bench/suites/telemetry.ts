import type { TelemetrySetting } from '../contestants/telemetry.ts'
import { compileContestants } from '../entrants/compile.ts'
import { startNode } from '../entrants/node.ts'
import { readable } from '../figures.ts'
import { takeTurns } from '../rounds.ts'
import { compare, limited } from '../row.ts'
import type { BenchContext, Row, Suite } from '../suite.ts'

const OFF = 'telemetry off'

/** What it costs to watch. */
export const telemetry: Suite = {
  name: 'telemetry',
  run: async (context) => {
    await compileContestants()
    return [...(await onAndOff(context)), await ringBytes(context)]
  },
}

async function onAndOff(context: BenchContext): Promise<Row[]> {
  const { measureSpinRate } = await import('#engine/tasks/calibration.js')
  const iterationsPerMs = await measureSpinRate()
  const start = (name: string, observed: boolean) =>
    startNode(name, 'telemetry', { observed, iterationsPerMs } satisfies TelemetrySetting)
  const results = await takeTurns([start('on', true), start(OFF, false)], context)
  const row = (id: string, figure: string, ratio: number): Row =>
    compare({
      ...{ id, unit: 'tasks/s', better: 'more', ours: results.of('on', figure), peers: results.peers([OFF], figure) },
      target: { ratio, text: `>= ${ratio}x of off` },
    })
  return [row('telemetry-noop', 'noopsPerS', 0.95), row('telemetry-1ms', 'spinsPerS', 0.99)]
}

async function ringBytes(context: BenchContext): Promise<Row> {
  // Nothing of this depends on time: once is enough.
  const results = await takeTurns([startNode('recorder', 'ring')], { ...context, rounds: 1, quick: true })
  const [kept = 0] = results.of('recorder', 'kept')
  const [wholeBytes = 0] = results.of('recorder', 'wholeBytes')
  return limited({
    ...{ id: 'ring-bytes', unit: 'bytes/task', better: 'less', ours: results.of('recorder', 'ringBytes') },
    target: { limit: 100, text: '<= 100 bytes' },
    note: `${kept} tasks kept; the whole recorder after them: ${readable(wholeBytes)} bytes a task`,
  })
}
