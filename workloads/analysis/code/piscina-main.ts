import type { MainCode, Pool } from './main-code.ts'

/** For piscina, a pool of threads. */
export function piscinaMain({ as, workers }: Pool): MainCode | { readonly reason: string } {
  if (as === 'processes') return { reason: 'piscina runs tasks in threads only. Choose threads, or another library for processes.' }
  const threads = as === 'threads' ? workers : 1
  const concurrent = as === 'event-loop' ? ', concurrentTasksPerWorker: inputs.length' : ''
  return {
    imports: ["import { realpathSync } from 'node:fs'", "import { Piscina } from 'piscina'"],
    main: `export default task

// Workers load this file too: only the program itself starts a pool.
if (realpathSync(process.argv[1]) === import.meta.filename) {
  const inputs = makeInputs()
  const pool = new Piscina({ filename: import.meta.url, minThreads: ${threads}, maxThreads: ${threads}${concurrent} })
  try {
    const startMs = performance.now()
    report(await Promise.all(inputs.map((input) => pool.run(input))), startMs)
  } finally {
    await pool.close()
  }
}`,
  }
}
