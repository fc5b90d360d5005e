import { parseArgs } from 'node:util'
import { build } from '../build.ts'
import { runNode, tool } from '../child.ts'

/**
 * `npm run test:faults`: the fault tests at full length. `--seed n` repeats the random part of a run, `--schedules n`
 * and `--items n` make it longer or shorter; further arguments name test files.
 */
const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: process.env['POOLSCOPE_SEED'] ?? String((Math.random() * 0x7fffffff) | 0) },
    schedules: { type: 'string', default: '1000' },
    items: { type: 'string', default: '1000000' },
  },
  allowPositionals: true,
})
process.env['POOLSCOPE_SEED'] = values.seed
process.env['POOLSCOPE_SCHEDULES'] = values.schedules
process.env['POOLSCOPE_ITEMS'] = values.items

console.log(`Fault tests with seed ${values.seed}: ${values.schedules} schedules, ${values.items} items.`)
const built = await build(['engine'], { ifStale: true, say: console.log })
const config = ['--config', 'test/faults/vitest.config.ts']
const { code } = built
  ? await runNode([tool('vitest/vitest.mjs'), 'run', ...config, ...positionals], console.log)
  : { code: 1 }
console.log(`Fault tests with seed ${values.seed}: ${code === 0 ? 'passed' : 'FAILED'}.`)
process.exitCode = code
