import { readFileSync } from 'node:fs'
import { electronVersion } from './version.ts'
import { isolatedWorld, type IsolatedWorldOptions } from './page/isolated-world.ts'
import { mainWorld } from './page/main-world.ts'
import { createWire } from './page/wire.ts'

export const PRELOAD_WORLD = 'electron-standin-preload'
const BINDING = '__electronStandinToMain'
const RECEIVER = '__electronStandinFromMain'

export interface PageScripts {
  readonly binding: string
  readonly mainWorld: string
  readonly isolatedWorld: string
  /** Called in the preload script's world with channel and arguments. */
  readonly deliver: string
}

/** The texts that are put into each page around the app's preload script. */
export function pageScripts(preloadFile: string): PageScripts {
  const dropFolder = process.env['ELECTRON_STANDIN_DROP_FOLDER'] ?? null
  const options: IsolatedWorldOptions = { binding: BINDING, receiver: RECEIVER, electronVersion, dropFolder }
  const preload = `function (require, module, exports, process) {\n${readFileSync(preloadFile, 'utf8')}\n}`
  return {
    binding: BINDING,
    mainWorld: `(${mainWorld.toString()})()`,
    isolatedWorld: `(${isolatedWorld.toString()})(${JSON.stringify(options)}, ${createWire.toString()}, ${preload})`,
    deliver: `function (channel, text) { ${RECEIVER}(channel, text) }`,
  }
}
