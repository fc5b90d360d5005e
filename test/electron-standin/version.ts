import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const file = createRequire(import.meta.url).resolve('electron/package.json')

/** Version of the installed `electron` package, for which the stand-in stands in. */
export const electronVersion = (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
