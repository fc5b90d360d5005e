// Uses a pool and leaves it alone: with nothing left to do the program must end, and not before.
import * as executors from '#engine/executors/index.js'

export const double = async (value) => {
  await new Promise((resolve) => setTimeout(resolve, 20))
  console.log('what a task prints goes to stderr')
  return 2 * value
}

// This file is the tasks' module as well.
const [kind] = process.argv.slice(2)
if (kind !== undefined && process.send === undefined) {
  const task = { module: import.meta.url, name: 'double' }
  const pool = new executors[kind]({ maxWorkers: 2 })
  console.log('first', await pool.run(task, 1))
  // Nobody awaits these: only the workers keep the program alive.
  const futures = [2, 3, 4].map((value) => pool.submit(task, value))
  const ended = Promise.all(futures.map((future) => future.result()))
  void ended.then((values) => console.log('later', values.join()))
}
