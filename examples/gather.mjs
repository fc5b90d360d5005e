// Reads files side by side on one event loop, in a thread of its own; the results keep the order of the arguments.
//   npm run build && node examples/gather.mjs [file]...
import { EventLoopExecutor, gather, tasksOf } from 'poolscope'

const tasks = tasksOf(new URL('./tasks.mjs', import.meta.url))
const loop = new EventLoopExecutor()

const given = process.argv.slice(2)
const paths = given.length > 0 ? given : ['tasks.mjs', 'gather.mjs'].map((name) => `${import.meta.dirname}/${name}`)
try {
  const lines = await gather(paths.map((path) => (signal) => loop.run(tasks('countLines'), { path }, { signal })))
  for (const [index, path] of paths.entries()) console.log(`${String(lines[index])} lines in ${path}`)
} catch (error) {
  console.error(`The first error ends the gather: ${error.message}`)
  process.exitCode = 1
} finally {
  await loop.shutdown()
}
