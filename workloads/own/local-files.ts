import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** Files of one module and what it imports from its own project. */
const MAX_FILES = 1_000
const MAX_FILE_BYTES = 4 * 1024 * 1024
/** What TypeScript calls a file by the name that it will have, and the file it means. */
const WRITTEN_AS: Readonly<Record<string, string>> = { '.js': '.ts', '.mjs': '.mts', '.cjs': '.cts' }
const ENDINGS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js']
/** `from './x'`, `import './x'`, `import('./x')`, `require('./x')`; one too many in a comment does no harm. */
const LOCAL_IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\1/g

export const isTypeScript = (file: string): boolean => /[.][cm]?ts$/.test(file)

/**
 * The file that an import of `wanted` (an absolute path) means, also where it leaves the ending out or, as TypeScript
 * wants it, names the JavaScript that the file would become; null when there is none.
 */
export function findImported(wanted: string): string | null {
  if (isFile(wanted)) return wanted
  const ending = path.extname(wanted)
  const source = WRITTEN_AS[ending]
  const candidates = source === undefined ? [] : [wanted.slice(0, -ending.length) + source]
  return [...candidates, ...ENDINGS.map((one) => wanted + one)].find(isFile) ?? null
}

/** The module and the files that it imports by relative paths, in any number of steps; packages are not followed. */
export function localFiles(module: string): string[] {
  const found = new Set([module])
  for (const file of found) {
    if (found.size >= MAX_FILES) break
    for (const [, , specifier = ''] of textOf(file).matchAll(LOCAL_IMPORT)) {
      const imported = findImported(path.resolve(path.dirname(file), specifier))
      if (imported !== null) found.add(imported)
    }
  }
  return [...found]
}

/** The text of a source file; empty when it cannot be read or is too large to be one. */
export function textOf(file: string): string {
  try {
    return statSync(file).size > MAX_FILE_BYTES ? '' : readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true
}
