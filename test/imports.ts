import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import { ROOT } from './child.ts'

interface Config {
  forbidden: NonNullable<IFlattenedRuleSet['forbidden']>
  options: Parameters<typeof cruise>[1]
}

const FOLDERS = ['workloads', 'electron', 'renderer', 'test']
const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as Config

export interface ImportReport {
  readonly files: number
  /** One line for each forbidden import, and for each file that was not looked at. */
  readonly problems: readonly string[]
}

/** Checks all imports of a project against the rules of `.dependency-cruiser.cjs`. */
export async function checkImports(root = ROOT): Promise<ImportReport> {
  const folders = FOLDERS.filter((folder) => existsSync(path.join(root, folder)))
  const result = await cruise(folders, { ...config.options, baseDir: root, validate: true, ruleSet: config })
  if (typeof result.output === 'string') throw new Error('dependency-cruiser gave text instead of its findings')
  return report(folders.flatMap((folder) => sourceFiles(root, folder)), result.output)
}

/** A checker that looked at nothing finds nothing: every source file must be among those it saw. */
export function report(files: readonly string[], { modules, summary }: Pick<ICruiseResult, 'modules' | 'summary'>): ImportReport {
  const seen = new Set(modules.map(({ source }) => source))
  const unseen = files.filter((file) => !seen.has(file)).map((file) => `${file}: the import check did not look at it`)
  const unresolved = modules.flatMap(({ source, dependencies }) =>
    dependencies.filter((found) => found.couldNotResolve && found.module.startsWith('.')).map(({ module }) => `${source}: nothing at "${module}"`),
  )
  const forbidden = summary.violations.map(({ rule, from, to, cycle }) => {
    const target = cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> ')
    return `${from} -> ${target} (rule ${rule.name})`
  })
  const none = files.length === 0 ? ['the import check found no source files'] : []
  return { files: files.length, problems: [...none, ...unseen, ...unresolved, ...forbidden] }
}

function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /[.]tsx?$/.test(name))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
}

if (process.argv[1] === import.meta.filename) {
  const { files, problems } = await checkImports()
  for (const problem of problems) console.error(problem)
  console.log(`${String(files)} files, ${String(problems.length)} problems`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
