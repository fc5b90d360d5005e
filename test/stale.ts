import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './child.ts'

const STAMPS = path.join(ROOT, '.cache', 'build')

/** Contents and names of these files and of all files in these folders, as one short text. */
export function fingerprint(sources: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesOf)) hash.update(`${file}\0`).update(readFileSync(path.join(ROOT, file))).update('\0')
  return hash.digest('hex')
}

/** Was this part built from exactly these sources, and is the result still there? */
export function isFresh(name: string, print: string, result: string): boolean {
  const stamp = path.join(STAMPS, name)
  return existsSync(path.join(ROOT, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print
}

export function markFresh(name: string, print: string): void {
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(path.join(STAMPS, name), print)
}

export function markStale(name: string): void {
  rmSync(path.join(STAMPS, name), { force: true })
}

function filesOf(source: string): string[] {
  const full = path.join(ROOT, source)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [source]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort()
}
