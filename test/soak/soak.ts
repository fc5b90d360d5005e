import { parseArgs } from 'node:util'
import { setTimeout as later } from 'node:timers/promises'
import { build } from '../build.ts'
import { Samples } from './samples.ts'

/**
 * `npm run soak [-- --minutes n]`: all executors and queues at full load, workers killed every few seconds. Prints what
 * the process uses each minute, how that grew, and a verdict: exit code 1 when it grew, or a task ended wrongly.
 */
const SAMPLE_MS = 5000
/** The first minute is not judged: pools fill, V8 compiles. A run of a minute or two has a shorter one. */
const WARM_UP = (minutes: number): number => Math.min(60_000, minutes * 15_000)

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0)) {
  console.error(`--minutes must be a number above 0, not ${values.minutes}`)
  process.exit(2)
}
if (!(await build(['engine'], { ifStale: true, say: console.log }))) process.exit(1)

const { LOADS } = await import('./loads.ts')
const samples = new Samples()
const loads = await Promise.all(LOADS.map(async (open) => open()))
console.log(`Soak of ${minutes} min: ${loads.map(({ name }) => name).join(', ')}.`)
const startMs = performance.now()
const endMs = startMs + minutes * 60_000
let printedMinute = 0
while (performance.now() < endMs) {
  await later(Math.min(SAMPLE_MS, Math.max(0, endMs - performance.now())))
  samples.take(performance.now() - startMs)
  const minute = Math.floor((performance.now() - startMs) / 60_000)
  if (minute > printedMinute) console.log(samples.line(loads.map(({ name, done, deaths }) => `${name} ${done()} (${deaths()} deaths)`)))
  printedMinute = minute
}
await Promise.all(loads.map((load) => load.end()))
console.log('')
const flat = samples.judge(WARM_UP(minutes), console.log)
const problems = loads.flatMap((load) => load.problems())
for (const { name, done, deaths } of loads) console.log(`${name}: ${done()} done, ${deaths()} workers killed`)
for (const problem of problems) console.log(`WRONG: ${problem}`)
const idle = loads.filter((load) => load.done() === 0).map(({ name }) => name)
if (idle.length > 0) console.log(`WRONG: nothing was done by ${idle.join(', ')}`)
const passed = flat && problems.length === 0 && idle.length === 0
console.log(passed ? 'Soak passed: flat.' : 'Soak FAILED.')
process.exit(passed ? 0 : 1)
