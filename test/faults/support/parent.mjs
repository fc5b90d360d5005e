// A program with workers that compute for ever; the test ends it with SIGKILL.
import { Process, ProcessPoolExecutor } from '#engine/executors/index.js'
import { ProcessQueue } from '#engine/queues/index.js'

const [file] = process.argv.slice(2)
const task = { module: new URL('./work.mjs', import.meta.url).href, name: 'computeForEver' }
const queue = await ProcessQueue.create()
const pool = new ProcessPoolExecutor({ maxWorkers: 2 })
const solo = new Process({ target: task, input: file })
for (let count = 0; count < 2; count++) pool.submit(task, file)
solo.start()
await queue.get() // for ever
