import type { Model } from '../../contract/own-task.ts'
import type { MainCode, Pool } from './main-code.ts'

const EXECUTORS: Readonly<Record<Model, (workers: number) => { name: string; options: string }>> = {
  threads: (workers) => ({ name: 'ThreadPoolExecutor', options: `{ maxWorkers: ${workers} }` }),
  processes: (workers) => ({ name: 'ProcessPoolExecutor', options: `{ maxWorkers: ${workers} }` }),
  'event-loop': () => ({ name: 'EventLoopExecutor', options: '' }),
  // One thread takes one task after the other.
  serial: () => ({ name: 'ThreadPoolExecutor', options: '{ maxWorkers: 1 }' }),
}

/** For this library. */
export function poolscopeMain({ as, workers }: Pool): MainCode {
  const { name, options } = EXECUTORS[as](workers)
  return {
    imports: ["import { realpathSync } from 'node:fs'", `import { ${name}, tasksOf } from 'poolscope'`],
    main: `// Workers load this file too: only the program itself starts a pool.
if (realpathSync(process.argv[1]) === import.meta.filename) {
  const tasks = tasksOf(new URL(import.meta.url))
  const pool = new ${name}(${options})
  try {
    const inputs = makeInputs()
    const startMs = performance.now()
    const results = []
    for await (const result of pool.map(tasks('task'), inputs)) results.push(result)
    report(results, startMs)
  } finally {
    await pool.shutdown()
  }
}`,
  }
}
