import path from 'node:path'
import { existsSync } from 'node:fs'
import { UsageError } from '../../contract/errors.ts'
import { localFiles, textOf } from '../local-files.ts'
import { escape, placeIn, placeOf } from '../place.ts'

/** Why a module could not be loaded: the file, the line, and what to do. */
export async function explainLoading(file: string, error: unknown): Promise<UsageError> {
  const told = await explain(file, error)
  return new UsageError(told, { cause: error })
}

async function explain(file: string, error: unknown): Promise<string> {
  if (!(error instanceof Error)) return `${file} threw ${String(error)} while it was loaded. Throw an Error, which knows its line.`
  const missing = missingModule(error)
  if (missing !== null) return explainMissing(file, missing)
  if (error instanceof SyntaxError) {
    // Node does not say where in an ES module; TypeScript's errors begin with their place.
    if (/^\S+:\d+:\d+: /.test(error.message)) return `${error.message.replace(/: /, ': syntax error: ')}. Correct it and run again.`
    const place = placeOf(error.stack)
    const isScript = /outside a module|Unexpected token 'export'/.test(error.message)
    const what = isScript ? 'End its name in .mjs, or set "type": "module" in its package.json' : 'Correct it and run again'
    if (place !== null) return `${place}: ${error.message}. ${what}.`
    const { findSyntaxError } = await import('./type-script.ts')
    for (const one of localFiles(file)) {
      const found = findSyntaxError(one)
      if (found !== null) return `${found.message.replace(/: /, ': syntax error: ')}. Correct it and run again.`
    }
    return `${file}: ${error.message}. Correct it and run again.`
  }
  if ('code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return `${file}: ${error.message}. A JavaScript module cannot import TypeScript: rename it to end in .ts.`
  }
  const place = placeOf(error.stack)
  return `${place ?? file}: the module threw ${error.name} while it was loaded: ${error.message}`
}

interface Missing {
  /** As the import writes it. */
  readonly name: string
  readonly importer: string | null
}

function missingModule(error: Error): Missing | null {
  const { message } = error
  if (!('code' in error) || !/^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code))) return null
  const [, name = ''] = /^Cannot find (?:package|module) '([^']+)'/.exec(message) ?? []
  const [, importer = null] = / imported from (\S.*)$/m.exec(message) ?? /^Require stack:\n- (.*)$/m.exec(message) ?? []
  return { name, importer }
}

function explainMissing(file: string, { name, importer }: Missing): string {
  const from = importer ?? file
  if (name === file) return `${file} does not exist. Check the path.`
  if (path.isAbsolute(name) || name.startsWith('.')) {
    const place = placeIn(from, new RegExp(escape(path.basename(name).replace(/\.\w+$/, ''))))
    return `${place}: it imports ${name}, which does not exist. Check the path and its ending.`
  }
  const [scope = '', rest] = name.split('/')
  const packageName = scope.startsWith('@') && rest !== undefined ? `${scope}/${rest}` : scope
  const place = placeIn(from, new RegExp(`['"]${escape(packageName)}(?:/[^'"]*)?['"]`))
  const folder = packageFolder(path.dirname(from))
  return `${place}: it needs the package "${packageName}", which is not installed. In ${folder} run: npm install ${packageName}`
}

/** Where a package belongs that a file of this folder needs: beside the nearest package.json, else here. */
function packageFolder(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, 'package.json'))) return at
    if (at === path.dirname(at)) return folder
  }
}

/** Nothing in the module can run a task. */
export function noTask(file: string, exportName: string, names: readonly string[]): UsageError {
  const found = names.length === 0 ? 'It exports no function' : `It exports: ${names.join(', ')}`
  if (exportName !== '') return new UsageError(`${file} exports no function "${exportName}". ${found}.`)
  const isEmpty = textOf(file).trim() === ''
  const hint = 'Add: export default function task(input, { signal }) { ... }'
  const other = names.length === 0 ? '' : ' Or name one of them with --export (in the window: Function).'
  return new UsageError(`${file}:1: ${isEmpty ? 'it is empty' : 'it exports neither "task" nor a default function'}. ${found}. ${hint}.${other}`)
}
