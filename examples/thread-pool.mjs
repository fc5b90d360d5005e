// Counts primes in a pool of threads and prints each result as it comes, not in the order of submission.
//   npm run build && node examples/thread-pool.mjs
import { asCompleted, tasksOf, ThreadPoolExecutor } from 'poolscope'

const tasks = tasksOf(new URL('./tasks.mjs', import.meta.url))
const pool = new ThreadPoolExecutor({ maxWorkers: 2 })

const limits = [400_000, 1_000, 2_000, 3_000]
const futures = limits.map((limit) => pool.submit(tasks('countPrimes'), { limit }))
for await (const future of asCompleted(futures)) {
  const { limit, count } = await future.result()
  console.log(`${count} primes below ${limit}`)
}
await pool.shutdown()
