import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Folder of the package; this file runs from its `dist/cli`. */
export const PACKAGE_ROOT = join(import.meta.dirname, '..', '..')

export function packageVersion(): string {
  const text = readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
