#!/usr/bin/env node
import { readFileSync, statSync } from 'node:fs'
import inspector from 'node:inspector'
import Module, { register } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startBrowser } from './browser.ts'
import { watchDownloads } from './downloads.ts'
import { electron, parts } from './electron.ts'
import { parseCommandLine } from './switches.ts'
import { electronVersion } from './version.ts'
import { allowWindows, pageOfFrame, windows } from './window.ts'

/** The order of Electron: command line, inspector, the app's main module, and only then "ready". */
async function main(): Promise<void> {
  const { inspectPort, app, appArgs, browserSwitches } = parseCommandLine(process.argv.slice(2))
  if (inspectPort !== null) inspector.open(inspectPort, '127.0.0.1')
  process.argv = [process.execPath, app, ...appArgs]
  Object.defineProperty(process.versions, 'electron', { value: electronVersion, enumerable: true })
  provideElectron()
  await import(pathToFileURL(mainModule(path.resolve(app))).href)

  const { devtools, close } = await startBrowser(parts.app.getPath('userData'), browserSwitches, () => {
    console.error('The browser of the Electron stand-in ended.')
    parts.app.exit(1)
  })
  const { schemes, ipcMain, session } = parts
  await schemes.listen()
  schemes.ready = true
  allowWindows({ devtools, schemes, ipcMain, permissions: session.permissions, displayCapture: session.displayCapture, app: parts.app })
  const downloads = await watchDownloads({ devtools, session, pageOf: pageOfFrame })
  parts.app.start({
    closeAllWindows: () => {
      for (const window of [...windows]) window.close()
    },
    windowCount: () => windows.size,
    async stop() {
      schemes.close()
      await close()
      downloads.close()
    },
  })
}

/** The file that the app's package.json names. */
function mainModule(app: string): string {
  if (!statSync(app).isDirectory()) return app
  const { main = 'index.js' } = JSON.parse(readFileSync(path.join(app, 'package.json'), 'utf8')) as { main?: string }
  return path.join(app, main)
}

/** Makes `import 'electron'` and `require('electron')` (Playwright's way in) give the stand-in. */
function provideElectron(): void {
  register('./resolve-hook.js', import.meta.url, { data: new URL('./electron-module.js', import.meta.url).href })
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown }
  const load = loader._load.bind(Module)
  loader._load = (request, ...rest) => (request === 'electron' ? electron : load(request, ...rest))
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
