import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { types } from 'node:util'
import { UsageError } from '../../contract/errors.ts'
import type { TaskContext } from '../../contract/index.ts'

export type TaskFunction = (input: unknown, context: TaskContext) => unknown

/**
 * Loads the function that `module` (a `file:` URL) exports as `name`, as workers do. Its errors reach the user as the
 * task's error. CPython: `pickle.Unpickler.find_class`.
 * Rejects with UsageError when there is no such function, and with what `import` throws.
 */
export async function loadFunction(module: string, name: string): Promise<TaskFunction> {
  const exports = await loadModule(module)
  const fn = exports[name]
  if (typeof fn === 'function') return fn as TaskFunction
  const found = Object.keys(exports).filter((key) => typeof exports[key] === 'function')
  throw new UsageError(
    `${module} exports no function "${name}". ` +
      (found.length > 0 ? `It exports: ${found.join(', ')}.` : 'It exports no function at all.'),
  )
}

let loading = 0
let tellLoading: ((modules: number) => void) | null = null

/** From now on tells how many modules are being loaded, whenever that changes. One listener: the worker's entry. */
export function watchLoading(tell: (modules: number) => void): void {
  tellLoading = tell
}

/**
 * Loads a module, for tasks that choose what they run: a thread is not ended in the middle of it. CPython: `importlib`.
 * @param hooked it needs the hooks of `node:module`, which `require` of an ES module does not ask
 * Rejects with what `import` throws.
 */
export async function loadModule(module: string, hooked = false): Promise<Record<string, unknown>> {
  tellLoading?.(++loading)
  try {
    return (hooked ? null : requireModule(module)) ?? ((await import(module)) as Record<string, unknown>)
  } finally {
    tellLoading?.(--loading)
  }
}

const require = createRequire(import.meta.url)

/**
 * A plain ES module in a file, without a turn of the loop: a thread may end at any time, by a task that calls
 * `process.exit`, and one that ends while `import` reads files leaves their descriptors open for good. Null for
 * everything else, which `import` then loads, or refuses with an error that names the module.
 */
function requireModule(module: string): Record<string, unknown> | null {
  if (!module.startsWith('file:') || /[?#]/.test(module)) return null
  try {
    const loaded: unknown = require(fileURLToPath(module))
    return types.isModuleNamespaceObject(loaded) ? (loaded as Record<string, unknown>) : null
  } catch {
    return null
  }
}
