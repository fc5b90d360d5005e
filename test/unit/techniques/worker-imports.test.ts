import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, it } from 'vitest'
import { TASKS } from 'poolscope'

const IMPORT = /^(?:import|export) (?:[\w$*{},\s]+ from )?['"]([^'"]+)['"]/gm
const dist = path.dirname(createRequire(import.meta.url).resolve('#engine/index.js'))

/** Files and packages that a module loads, directly or not. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    if (name.startsWith('.')) loadedBy(path.resolve(path.dirname(file), name), seen)
    else if (!name.startsWith('node:')) seen.add(name)
  }
  return seen
}

// Loading zod takes several times as long as starting a thread: it would be most of what "cold start" shows.
it.each([
  'executors/entry/thread.js',
  'executors/entry/process.js',
  'techniques/queue/thread-worker.js',
  'techniques/queue/process-worker.js',
  ...Object.values(TASKS).map(({ module }) => path.relative(dist, new URL(module).pathname)),
])('a worker that loads %s loads no packages', (file) => {
  const loaded = loadedBy(path.join(dist, file))
  expect([...loaded].filter((name) => !name.startsWith(dist))).toEqual([])
})
