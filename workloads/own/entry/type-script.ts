import { readFileSync } from 'node:fs'
import path from 'node:path'
import { compileFunction } from 'node:vm'
import amaro from 'amaro'

const CJS_NAMES = ['exports', 'require', 'module', '__filename', '__dirname']

export interface Compiled {
  readonly format: 'module' | 'commonjs'
  readonly source: string
}

/**
 * A TypeScript file as JavaScript. Types become blanks, so that lines and columns stay where they are; a file with syntax
 * that needs code of its own (`enum`, parameter properties) is compiled, with a source map.
 * @throws SyntaxError that names file, line and column
 */
export function compileTypeScript(file: string): Compiled {
  const text = readFileSync(file, 'utf8')
  const source = stripTypes(file, text)
  return { format: formatOf(file, source), source }
}

function stripTypes(file: string, text: string): string {
  try {
    return amaro.transformSync(text, { mode: 'strip-only', filename: file }).code
  } catch (error) {
    if (!isSyntaxProblem(error)) throw error
    if (error.code !== 'UnsupportedSyntax') throw located(file, error)
  }
  try {
    const { code, map = '' } = amaro.transformSync(text, { mode: 'transform', sourceMap: true, filename: file })
    return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`
  } catch (error) {
    throw isSyntaxProblem(error) ? located(file, error) : error
  }
}

/** The place of a syntax error in a file of JavaScript or TypeScript; null when it has none. */
export function findSyntaxError(file: string): SyntaxError | null {
  try {
    amaro.transformSync(readFileSync(file, 'utf8'), { mode: 'transform', filename: file })
    return null
  } catch (error) {
    return isSyntaxProblem(error) ? located(file, error) : null
  }
}

interface SyntaxProblem {
  readonly code: string
  readonly message: string
  readonly startLine: number
  readonly startColumn: number
}

function isSyntaxProblem(error: unknown): error is SyntaxProblem {
  return typeof error === 'object' && error !== null && 'startLine' in error && 'code' in error
}

function located(file: string, { message, startLine, startColumn }: SyntaxProblem): SyntaxError {
  return new SyntaxError(`${file}:${startLine}:${startColumn + 1}: ${message}`)
}

/**
 * By the ending, by `"type": "module"` in the nearest package.json, else by what the file holds: many packages of type
 * `commonjs` have TypeScript with `import`, which their compiler rewrites.
 */
function formatOf(file: string, source: string): Compiled['format'] {
  if (file.endsWith('.mts')) return 'module'
  if (file.endsWith('.cts')) return 'commonjs'
  if (isInModulePackage(path.dirname(file))) return 'module'
  try {
    compileFunction(source, CJS_NAMES)
    return 'commonjs'
  } catch {
    return 'module' // `import`, `export`, `import.meta`
  }
}

function isInModulePackage(folder: string): boolean {
  try {
    const { type }: { type?: unknown } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as object
    return type === 'module'
  } catch {
    const above = path.dirname(folder)
    return above !== folder && isInModulePackage(above)
  }
}
