// Ends pools whose workers could not be started, before that is known; the program itself must go on.
import { ProcessPoolExecutor } from '#engine/executors/index.js'

const task = { module: new URL('./work.mjs', import.meta.url).href, name: 'noop' }
process.execPath = '/nothing/is/here'
for (const end of ['killWorkers', 'terminateWorkers']) {
  const pool = new ProcessPoolExecutor({ maxWorkers: 2 })
  const future = pool.submit(task, 1)
  await pool[end]()
  process.stdout.write(`${end}: ${future.state}\n`)
}
