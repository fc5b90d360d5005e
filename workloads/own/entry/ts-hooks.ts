import { fileURLToPath, pathToFileURL } from 'node:url'
import { findImported, isTypeScript } from '../local-files.ts'
import { compileTypeScript } from './type-script.ts'

/**
 * Module hooks: what Node's own loader does not do in Node 20. `next` answers with a promise where hooks run in a thread
 * of their own (Node 20), and at once where they run in the thread itself; what it answers is passed on either way.
 */
type Next<C> = (name: string, context: C) => unknown
interface ResolveContext {
  readonly parentURL?: string
}

/** Relative imports of the user's own files may leave out the ending, or name the JavaScript that a file would become. */
export function resolve(specifier: string, context: ResolveContext, next: Next<ResolveContext>): unknown {
  const { parentURL } = context
  if (/^\.{1,2}\//.test(specifier) && parentURL?.startsWith('file:') === true && !isOfPackage(parentURL)) {
    const found = findImported(fileURLToPath(new URL(specifier, parentURL)))
    if (found !== null) return next(pathToFileURL(found).href, context)
  }
  return next(specifier, context)
}

export function load(url: string, context: object, next: Next<object>): unknown {
  const [plain = ''] = url.split(/[?#]/)
  if (!url.startsWith('file:') || !isTypeScript(plain) || isOfPackage(plain)) return next(url, context)
  return { ...compileTypeScript(fileURLToPath(plain)), shortCircuit: true }
}

/** Packages ship what Node can run. */
const isOfPackage = (url: string): boolean => url.includes('/node_modules/')
