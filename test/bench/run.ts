import { build } from '../build.ts'
import { parseBenchArguments, type BenchArguments } from './arguments.ts'
import { describeMachine, findPython, machineLines } from './machine.ts'
import { readTicks, stolenLine } from './stolen.ts'
import type { Row, Suite, SuiteName } from './suite.ts'
import { table } from './table.ts'

/**
 * `npm run bench [-- dispatch load queues telemetry charts app] [--json] [--quick] [--rounds n]`: measures the project
 * beside its peers. It reports and does not judge: exit code 1 only when something could not run.
 */
const LOADERS: Readonly<Record<SuiteName, () => Promise<Suite>>> = {
  dispatch: async () => (await import('./suites/dispatch.ts')).dispatch,
  load: async () => (await import('./suites/load.ts')).load,
  queues: async () => (await import('./suites/queues.ts')).queues,
  telemetry: async () => (await import('./suites/telemetry.ts')).telemetry,
  charts: async () => (await import('./charts/index.ts')).charts,
  app: async () => (await import('./app/index.ts')).app,
}

function readArguments(): BenchArguments {
  try {
    return parseBenchArguments(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(2)
  }
}

const asked = readArguments()
// With --json the standard output is one object: what is told meanwhile goes elsewhere.
const say = asked.json ? console.error : console.log
const python = findPython()
const machine = describeMachine(python)
for (const line of machineLines(machine)) say(line)
if (!(await build(['engine'], { ifStale: true, say }))) process.exit(1)

const rows: Row[] = []
let failed = false
for (const name of asked.suites) {
  const startedMs = performance.now()
  const ticks = readTicks()
  say(`${name} ...`)
  try {
    const suite = await LOADERS[name]()
    rows.push(...(await suite.run({ quick: asked.quick, rounds: asked.rounds, python, say })))
  } catch (error) {
    failed = true
    console.error(`${name} could not run: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
  const stolen = stolenLine(ticks, readTicks())
  say(`${name}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s${stolen === '' ? '' : `; ${stolen}`}`)
}
if (asked.json) process.stdout.write(`${JSON.stringify({ machine, rows }, null, 2)}\n`)
else console.log(`\n${table(rows)}`)
if (asked.quick) say('\nA quick run shows that everything works; its figures say nothing.')
process.exitCode = failed ? 1 : 0
