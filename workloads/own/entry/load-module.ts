import * as nodeModule from 'node:module'
import { pathToFileURL } from 'node:url'
import { loadModule } from '../../executors/entry/functions.ts'
import { isTypeScript } from '../local-files.ts'

type Exports = Readonly<Record<string, unknown>>

/** A function of the user's module. */
export type UserFunction = (...args: unknown[]) => unknown

let isHooked = false

/** Loads a module as it is: ES module or CommonJS, JavaScript or TypeScript. Rejects with what it throws. */
export async function loadUserModule(file: string): Promise<Exports> {
  const needsHooks = isTypeScript(file)
  if (needsHooks) await hook()
  const namespace = await loadModule(pathToFileURL(file).href, needsHooks)
  // The names of a CommonJS module that Node's lexer does not find are at its default export.
  const whole = namespace['default']
  return typeof whole === 'object' && whole !== null ? { ...(whole as Exports), ...namespace } : namespace
}

/** From now on this thread can load TypeScript. */
async function hook(): Promise<void> {
  if (isHooked) return
  isHooked = true
  process.setSourceMapsEnabled(true)
  const { registerHooks }: { registerHooks?: (hooks: object) => void } = nodeModule as object
  if (registerHooks === undefined) nodeModule.register('./ts-hooks.js', import.meta.url)
  else registerHooks(await import('./ts-hooks.ts')) // from Node 22.15 on: no thread of their own
}

/** The function that runs a task; null when there is none. */
export function taskOf(exports: Exports, name: string): UserFunction | null {
  const candidates = name === '' ? ['task', 'default'] : [name]
  for (const candidate of candidates) if (typeof exports[candidate] === 'function') return exports[candidate] as UserFunction
  return null
}

export function functionNames(exports: Exports): string[] {
  return Object.keys(exports).filter((name) => typeof exports[name] === 'function' && name !== 'module.exports')
}
